package io.unrealcloud.ddc.sandbox.ddc.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One entry of {@code Namespaces:Policies}. */
public record NamespacePolicy(
        String storagePool,
        boolean lastAccessTracking,
        boolean onDemandReplication,
        boolean isPublic,
        Optional<String> fallback,
        GcMethod gc,
        Duration timeToLive,
        boolean allowOverwrites,
        List<AccessRule> acls) {

    /** How refs of the namespace go away. */
    public enum GcMethod {
        None,
        LastAccess,
        TTL,
        Always
    }

    /** All policies by namespace; {@code *} is for every namespace that has none. */
    public record Policies(Map<String, NamespacePolicy> byName) {
        public Optional<NamespacePolicy> of(String namespace) {
            return Optional.ofNullable(byName.getOrDefault(namespace, byName.get("*")));
        }
    }

    static Policies all(Settings all) {
        GcMethod gc = all.section("GC").choice("DefaultGCPolicy", GcMethod.class, GcMethod.LastAccess);
        Map<String, NamespacePolicy> policies = new TreeMap<>();
        all.section("Namespaces").sections("Policies").forEach((name, section) -> policies.put(name, of(section, gc)));
        return new Policies(policies);
    }

    private static NamespacePolicy of(Settings policy, GcMethod gc) {
        return new NamespacePolicy(
                policy.text("StoragePool", ""),
                policy.flag("LastAccessTracking", true),
                policy.flag("OnDemandReplication", false),
                policy.flag("IsPublicNamespace", true),
                policy.text("FallbackNamespace"),
                policy.choice("GcMethod", GcMethod.class, gc),
                TimeSpan.of(policy, "DefaultTTL", Duration.ofDays(14)),
                policy.flag("AllowOverwritesOfRefs", true),
                policy.sections("Acls").values().stream().map(AccessRule::acl).toList());
    }
}
