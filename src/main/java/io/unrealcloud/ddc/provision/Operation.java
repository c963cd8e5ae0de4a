package io.unrealcloud.ddc.provision;

/** What a step does, as data. Each provisioner has its own sealed set of operations. */
public interface Operation {

    /** The verb of the operation in the infinitive, for plans and events: {@code create}, {@code wait for}. */
    String action();

    /** The object it is about, for example {@code table jupiter.objects}. */
    String target();

    /** Whether data or a running machine is gone afterwards. */
    boolean destructive();

    /** What else a reader of the plan should know; empty when the target says it all. */
    String detail();

    /** Whether it changes anything outside; waiting and being blocked do not. */
    boolean mutating();
}
