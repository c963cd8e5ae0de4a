package io.unrealcloud.ddc.sandbox.identity;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The keys and users the sandbox's services accept. May be changed at any time by any thread. */
public final class KnownPrincipals {

    private final Map<String, AccessKey> keys = new ConcurrentHashMap<>();
    private final Map<String, ServiceUser> users = new ConcurrentHashMap<>();

    public static KnownPrincipals of(AccessKey... keys) {
        KnownPrincipals principals = new KnownPrincipals();
        for (AccessKey key : keys) {
            principals.add(key);
        }
        return principals;
    }

    /** Adds a key, or replaces the one with the same id. */
    public void add(AccessKey key) {
        keys.put(key.accessKeyId(), key);
    }

    /** Adds a user, or replaces the one with the same name. */
    public void add(ServiceUser user) {
        users.put(user.userName(), user);
    }

    public Optional<AccessKey> accessKey(String accessKeyId) {
        return Optional.ofNullable(keys.get(accessKeyId));
    }

    public Optional<ServiceUser> serviceUser(String userName) {
        return Optional.ofNullable(users.get(userName));
    }

    /** True if there was such a key. */
    public boolean removeAccessKey(String accessKeyId) {
        return keys.remove(accessKeyId) != null;
    }

    /** True if there was such a user. */
    public boolean removeServiceUser(String userName) {
        return users.remove(userName) != null;
    }

    public Collection<AccessKey> accessKeys() {
        return List.copyOf(keys.values());
    }

    public Collection<ServiceUser> serviceUsers() {
        return List.copyOf(users.values());
    }
}
