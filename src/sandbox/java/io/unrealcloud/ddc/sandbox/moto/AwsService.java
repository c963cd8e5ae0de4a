package io.unrealcloud.ddc.sandbox.moto;

/** One service as AWS has it, whatever of it moto does. Used by several threads at the same time. */
@FunctionalInterface
public interface AwsService {

    /** Throws what the front knows as a refusal, or as something that is not emulated. */
    AwsAnswer answer(AwsRequest request);
}
