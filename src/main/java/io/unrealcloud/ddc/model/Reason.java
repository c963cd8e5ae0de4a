package io.unrealcloud.ddc.model;

/**
 * Why a condition has its status. Closed: automation may depend on these names, so none is renamed or reused.
 * The class says who has to act.
 */
public enum Reason {
    // Nothing is wrong.
    /** Not looked at yet. */
    Pending(Kind.WAITING),
    Available(Kind.GOOD),
    UpToDate(Kind.GOOD),
    Reconciled(Kind.GOOD),
    Planned(Kind.GOOD),
    /** There is no application, and everything else is in place. */
    BindingReady(Kind.GOOD),
    /** A newer revision of gateway, settings or schema can be asked for. */
    RevisionAvailable(Kind.GOOD),
    Paused(Kind.GOOD),

    // Something is under way in AWS or Kubernetes.
    CreatingKeyspace(Kind.WAITING),
    CreatingTypes(Kind.WAITING),
    CreatingTables(Kind.WAITING),
    UpdatingKeyspace(Kind.WAITING),
    UpdatingTables(Kind.WAITING),
    AddingRegion(Kind.WAITING),
    WaitingForPrimaryRegion(Kind.WAITING),
    ClusterNotReady(Kind.WAITING),
    CreatingRole(Kind.WAITING),
    /** IAM has accepted a change and takes some seconds to know it everywhere. */
    RoleSpreading(Kind.WAITING),
    /** Nodes of ScyllaDB are being launched. */
    CreatingNodes(Kind.WAITING),
    /** A node starts and becomes a member of its ring. */
    NodeJoining(Kind.WAITING),
    /** Another instance takes the place of a node. */
    ReplacingNode(Kind.WAITING),
    RemovingNodes(Kind.WAITING),
    NodeCommandRunning(Kind.WAITING),
    Deleting(Kind.WAITING),
    /** No node of the database answers yet, or not every one that shall. */
    WaitingForNodes(Kind.WAITING),
    /** Roles and passwords in ScyllaDB are being made. */
    CreatingLogins(Kind.WAITING),
    /** Nodes of ScyllaDB have not agreed on the schema yet. */
    SchemaDisagreement(Kind.WAITING),
    /** Rows are being brought to where a changed replication says they are. */
    RepairingData(Kind.WAITING),
    /** The pods' database, schema or role is not there yet. */
    WaitingForBinding(Kind.WAITING),
    RollingOut(Kind.WAITING),
    PodsNotReady(Kind.WAITING),

    // The operator retries; it heals when the cause goes away.
    AwsThrottled(Kind.RETRIED),
    AwsConflict(Kind.RETRIED),
    AwsUnavailable(Kind.RETRIED),
    AwsUnreachable(Kind.RETRIED),
    AwsAccessDenied(Kind.RETRIED),
    AwsCredentials(Kind.RETRIED),
    QuotaExceeded(Kind.RETRIED),
    NoCapacity(Kind.RETRIED),
    /** A member of the ring does not answer. */
    NodeDown(Kind.RETRIED),
    NodeNotJoining(Kind.RETRIED),
    CqlUnreachable(Kind.RETRIED),
    CqlLoginRefused(Kind.RETRIED),
    /** A command on a node of ScyllaDB ended badly. */
    NodeCommandFailed(Kind.RETRIED),
    PartitionerUnsuitable(Kind.RETRIED),
    ExternalChange(Kind.RETRIED),
    InternalError(Kind.RETRIED),
    KubernetesRefused(Kind.RETRIED),
    /** DDC's container, or the gateway's, ends again and again. */
    PodsCrash(Kind.RETRIED),
    ImagePullFailed(Kind.RETRIED),
    PodsUnschedulable(Kind.RETRIED),

    // A person has to change the resource, the operator's configuration or AWS.
    InvalidSpec(Kind.NEEDS_EDIT),
    NotPermitted(Kind.NEEDS_EDIT),
    NotImplemented(Kind.NEEDS_EDIT),
    AwsRefused(Kind.NEEDS_EDIT),
    AdoptionRequired(Kind.NEEDS_EDIT),
    SchemaDiffers(Kind.NEEDS_EDIT),
    SettingsDiffer(Kind.NEEDS_EDIT),
    DataLost(Kind.NEEDS_EDIT),
    /** A majority of the nodes is lost with its data. */
    QuorumLost(Kind.NEEDS_EDIT),
    /** The nodes report another data centre than the resource names. */
    DatacenterDiffers(Kind.NEEDS_EDIT),
    ImageNotFound(Kind.NEEDS_EDIT),
    SubnetUnsuitable(Kind.NEEDS_EDIT),
    ZoneUnsuitable(Kind.NEEDS_EDIT),
    /** ScyllaDB refuses a statement as it stands. */
    CqlRefused(Kind.NEEDS_EDIT),
    /** The login of an existing cluster may not do what is needed. */
    GrantsMissing(Kind.NEEDS_EDIT),
    /** A secret of the name exists in Secrets Manager and is not ours. */
    ForeignSecret(Kind.NEEDS_EDIT),
    ClusterNotFound(Kind.NEEDS_EDIT),
    OidcProviderMissing(Kind.NEEDS_EDIT),
    OidcProviderUnsuitable(Kind.NEEDS_EDIT),
    PermissionsBoundaryRequired(Kind.NEEDS_EDIT),
    ForeignRole(Kind.NEEDS_EDIT),
    RoleNotFound(Kind.NEEDS_EDIT),
    TrustDiffers(Kind.NEEDS_EDIT),
    PolicyTooLarge(Kind.NEEDS_EDIT),
    SecretMissing(Kind.NEEDS_EDIT),
    SecretMalformed(Kind.NEEDS_EDIT),
    UnknownRevision(Kind.NEEDS_EDIT),
    NoWorkload(Kind.NEEDS_EDIT),
    NotVerified(Kind.NEEDS_EDIT),
    ConfirmationRequired(Kind.NEEDS_EDIT),
    SharedKeyspaceInUse(Kind.NEEDS_EDIT),
    ForeignObjects(Kind.NEEDS_EDIT),

    // What a verification found.
    /** Refs written through DDC came back right, and are in its database. */
    Verified(Kind.GOOD),
    Verifying(Kind.WAITING),
    /** The operator cannot reach DDC's pods, which says nothing about DDC. */
    DdcUnreachable(Kind.RETRIED),
    /** DDC answers, but nothing shows that it keeps refs anywhere but in memory. */
    VerificationIncomplete(Kind.RETRIED),
    DdcWrongAnswer(Kind.RETRIED),
    RefNotStored(Kind.RETRIED),
    DdcDatabaseUnavailable(Kind.RETRIED),
    /** DDC's database refuses what the pods' role asks for. */
    DdcDatabaseDenied(Kind.NEEDS_EDIT),
    DdcFailed(Kind.RETRIED),
    DdcUnauthorised(Kind.NEEDS_EDIT),
    DdcRefused(Kind.NEEDS_EDIT),
    PeerNotReadable(Kind.RETRIED),

    // What the gateways beside DDC have counted.
    /** DDC sends statements that Amazon Keyspaces does not have. */
    StatementsRefused(Kind.NEEDS_EDIT),
    /** DDC's statements are those of another mode than it was configured for. */
    WrongMode(Kind.NEEDS_EDIT);

    /** Who has to act. */
    public enum Kind {
        GOOD,
        WAITING,
        RETRIED,
        NEEDS_EDIT
    }

    private final Kind kind;

    Reason(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
