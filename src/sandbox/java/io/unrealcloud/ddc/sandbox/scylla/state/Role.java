package io.unrealcloud.ddc.sandbox.scylla.state;

import java.util.Optional;
import java.util.Set;

/**
 * A role, as in {@code system.roles}.
 *
 * @param hash of the password, as {@code crypt(3)} writes it; empty if it has none
 */
public record Role(String name, boolean login, boolean superuser, Set<String> memberOf, Optional<String> hash) {
    public Role {
        memberOf = Set.copyOf(memberOf);
    }

    @Override
    public String toString() {
        return "Role[" + name + "]";
    }
}
