package io.unrealcloud.ddc.workload;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.unrealcloud.ddc.model.Owner;
import java.util.List;
import java.util.Optional;

/** What there is in Kubernetes of the kinds DDC is made of, as far as it carries the operator's labels. */
public interface LiveObjects {

    <T extends HasMetadata> Optional<T> get(Class<T> kind, String namespace, String name);

    /** Everything the operator made for a resource. */
    List<HasMetadata> of(Owner owner);
}
