package io.unrealcloud.ddc.sandbox.scylla.state;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All of the front's own state at one moment.
 *
 * @param permissions by role and path of the resource
 * @param tablets the initial number of tablets of each keyspace that has any
 */
public record Snapshot(
        Map<String, Role> roles,
        Map<String, Map<String, Set<Permission>>> permissions,
        Map<String, Integer> tablets,
        List<Index> indexes) {

    /** The role and all it is a member of, directly or not. */
    public Set<String> rolesOf(String role) {
        Set<String> found = new TreeSet<>();
        collect(role, found);
        return found;
    }

    private void collect(String role, Set<String> found) {
        if (roles.containsKey(role) && found.add(role)) {
            roles.get(role).memberOf().forEach(other -> collect(other, found));
        }
    }

    public boolean isSuperuser(String role) {
        return rolesOf(role).stream().anyMatch(name -> roles.get(name).superuser());
    }

    /** Whether a role or one it is a member of has the permission there or on something that holds it. */
    public boolean permits(String role, Permission permission, Resource resource) {
        if (isSuperuser(role)) {
            return true;
        }
        Set<String> names = rolesOf(role);
        for (Optional<Resource> at = Optional.of(resource);
                at.isPresent();
                at = at.get().parent()) {
            String path = at.get().path();
            if (names.stream().anyMatch(name -> permissions
                    .getOrDefault(name, Map.of())
                    .getOrDefault(path, Set.of())
                    .contains(permission))) {
                return true;
            }
        }
        return false;
    }

    public Optional<Index> index(String keyspace, String name) {
        return indexes.stream()
                .filter(index ->
                        index.keyspace().equals(keyspace) && index.name().equals(name))
                .findFirst();
    }

    public List<Index> indexesOf(String keyspace, String table) {
        return indexes.stream()
                .filter(index ->
                        index.keyspace().equals(keyspace) && index.table().equals(table))
                .toList();
    }

    public boolean hasTablets(String keyspace) {
        return tablets.containsKey(keyspace);
    }

    /** Paths of the resources below a keyspace that anybody has a permission on. */
    Set<String> pathsWithin(String keyspace) {
        Set<String> paths = new HashSet<>();
        String own = Resource.keyspace(keyspace).path();
        permissions.values().forEach(byPath -> byPath.keySet().stream()
                .filter(path -> path.equals(own) || path.startsWith(own + "/"))
                .forEach(paths::add));
        return paths;
    }
}
