package io.unrealcloud.ddc.workload;

import io.unrealcloud.ddc.api.v1alpha1.WorkloadStatus;
import io.unrealcloud.ddc.model.Verdict;
import java.util.Optional;

/**
 * What became of the objects in one pass.
 *
 * @param available whether DDC's pods serve
 * @param progressing what is under way
 * @param degraded what needs attention
 * @param update the revision that could be asked for
 * @param status for {@code status.workload}; empty without an application
 * @param endpoint where clients reach DDC
 * @param bound whether somebody who runs DDC by other means has been told how: without an application
 * @param configuration digest of the configuration every serving pod runs by; empty while they differ
 */
public record WorkloadReport(
        Verdict available,
        Optional<Verdict> progressing,
        Optional<Verdict> degraded,
        Optional<Verdict> update,
        Optional<WorkloadStatus> status,
        Optional<String> endpoint,
        boolean bound,
        Optional<String> configuration) {}
