package io.unrealcloud.ddc.sandbox.scylla.front;

import com.datastax.oss.driver.api.core.type.DataTypes;
import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.request.query.QueryOptions;
import com.datastax.oss.protocol.internal.response.result.Void;
import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.cql.Statement;
import io.unrealcloud.ddc.cql.Token;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.cqlfront.ddl.TokenReader;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemColumn;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemSelect;
import io.unrealcloud.ddc.sandbox.cqlfront.system.SystemTable;
import io.unrealcloud.ddc.sandbox.scylla.state.PasswordHash;
import io.unrealcloud.ddc.sandbox.scylla.state.Permission;
import io.unrealcloud.ddc.sandbox.scylla.state.Resource;
import io.unrealcloud.ddc.sandbox.scylla.state.Role;
import io.unrealcloud.ddc.sandbox.scylla.state.Snapshot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Statements on roles and permissions (ScyllaDB manual: Grant Authorization CQL Reference). */
final class RoleStatements {
    private final FrontParts parts;
    private final Caller caller;

    RoleStatements(FrontParts parts, Caller caller) {
        this.parts = parts;
        this.caller = caller;
    }

    Message run(ParsedCql cql) throws IOException, InterruptedException {
        TokenReader in = new TokenReader(cql.tokens());
        Snapshot state = parts.state().refresh();
        if (in.take("LIST")) {
            return list(in, state);
        }
        if (!parts.dialect().authorize()
                && (in.peek().isWord("GRANT") || in.peek().isWord("REVOKE"))) {
            throw CqlRefusal.invalid(
                    in.peek().text().toUpperCase(Locale.ROOT) + " operation is not supported by AllowAllAuthorizer");
        }
        Change change = read(in, state);
        // Roles are changed by consensus, like the schema.
        parts.requireQuorum();
        change.apply();
        return Void.INSTANCE;
    }

    /** A change that may be made. */
    private interface Change {
        void apply() throws IOException;
    }

    private Change read(TokenReader in, Snapshot state) {
        if (in.take("GRANT")) {
            return grant(in, state, true);
        }
        if (in.take("REVOKE")) {
            return grant(in, state, false);
        }
        String action = in.next().text().toUpperCase(Locale.ROOT);
        boolean user = in.take("USER");
        if (!user) {
            in.word("ROLE");
        }
        return switch (action) {
            case "CREATE" -> create(in, user, state);
            case "ALTER" -> alter(in, user, state);
            case "DROP" -> drop(in, state);
            default -> throw in.unexpected("CREATE, ALTER or DROP");
        };
    }

    private Change create(TokenReader in, boolean user, Snapshot state) {
        boolean guarded = in.take("IF", "NOT", "EXISTS");
        String name = role(in);
        Options options = options(in, user);
        caller.require(state, Permission.CREATE, Resource.ALL_ROLES);
        boolean superuser = options.superuser().orElse(false);
        if (superuser && !caller.isSuperuser(state)) {
            throw Caller.unauthorized("Only superusers can create a role with superuser status");
        }
        if (state.roles().containsKey(name)) {
            if (guarded) {
                return () -> {};
            }
            throw CqlRefusal.invalid("Role " + name + " already exists.");
        }
        Role role = new Role(name, options.login().orElse(user), superuser, Set.of(), options.hash());
        return () -> {
            parts.state().put(role);
            if (caller instanceof Caller.LoggedIn creator && creator.authorize()) {
                Resource resource = Resource.role(name);
                parts.state().grant(creator.role(), resource, resource.applicable());
            }
        };
    }

    private Change alter(TokenReader in, boolean user, Snapshot state) {
        boolean guarded = in.take("IF", "EXISTS");
        String name = role(in);
        Options options = options(in, user);
        boolean self = caller.name().equals(name) && caller instanceof Caller.LoggedIn;
        boolean onlyPassword = options.login().isEmpty() && options.superuser().isEmpty();
        if (!(self && onlyPassword)) {
            caller.require(state, Permission.ALTER, Resource.role(name));
        }
        Role now = state.roles().get(name);
        if (now == null) {
            if (guarded) {
                return () -> {};
            }
            throw CqlRefusal.invalid("Role " + name + " doesn't exist.");
        }
        if (options.superuser().isPresent()) {
            if (self) {
                throw Caller.unauthorized("You aren't allowed to alter your own superuser status");
            }
            if (!caller.isSuperuser(state)) {
                throw Caller.unauthorized("Only superusers are allowed to alter superuser status");
            }
        } else if (now.superuser() && !caller.isSuperuser(state)) {
            throw Caller.unauthorized("Only superusers can alter a superuser's role");
        }
        Role then = new Role(
                name,
                options.login().orElse(now.login()),
                options.superuser().orElse(now.superuser()),
                now.memberOf(),
                options.hash().or(now::hash));
        return () -> parts.state().put(then);
    }

    private Change drop(TokenReader in, Snapshot state) {
        boolean guarded = in.take("IF", "EXISTS");
        String name = role(in);
        in.end();
        caller.require(state, Permission.DROP, Resource.role(name));
        if (caller instanceof Caller.LoggedIn user && user.role().equals(name)) {
            throw CqlRefusal.invalid("Cannot DROP primary role for current login.");
        }
        Role role = state.roles().get(name);
        if (role == null) {
            if (guarded) {
                return () -> {};
            }
            throw CqlRefusal.invalid("Role " + name + " doesn't exist.");
        }
        if (role.superuser() && !caller.isSuperuser(state)) {
            throw Caller.unauthorized("Only superusers can drop a superuser's role");
        }
        return () -> parts.state().drop(name);
    }

    private Change grant(TokenReader in, Snapshot state, boolean give) {
        String to = give ? "TO" : "FROM";
        Optional<Set<Permission>> permissions = permissions(in);
        if (permissions.isEmpty()) {
            return membership(in, state, give, to);
        }
        in.word("ON");
        Resource resource = resource(in);
        in.word(to);
        String grantee = existing(role(in), state);
        in.end();
        requireResource(resource, state);
        Set<Permission> meant = EnumSet.copyOf(permissions.get());
        boolean all = meant.equals(EnumSet.allOf(Permission.class));
        meant.retainAll(resource.applicable());
        if (!all && meant.size() < permissions.get().size()) {
            Set<Permission> others = EnumSet.copyOf(permissions.get());
            others.removeAll(meant);
            throw CqlRefusal.syntax(
                    "Resource " + resource + " does not support any of the requested permissions " + others);
        }
        caller.require(state, Permission.AUTHORIZE, resource);
        meant.forEach(permission -> caller.require(state, permission, resource));
        return () -> parts.state().change(grantee, resource, now -> {
            if (give) {
                now.addAll(meant);
            } else {
                now.removeAll(meant);
            }
            return now;
        });
    }

    private Change membership(TokenReader in, Snapshot state, boolean give, String to) {
        String group = existing(role(in), state);
        in.word(to);
        Role member = state.roles().get(existing(role(in), state));
        in.end();
        caller.require(state, Permission.AUTHORIZE, Resource.role(group));
        Set<String> groups = new TreeSet<>(member.memberOf());
        if (give) {
            if (state.rolesOf(group).contains(member.name())) {
                throw CqlRefusal.invalid(member.name() + " already includes role " + group + ".");
            }
            groups.add(group);
        } else if (!groups.remove(group)) {
            throw CqlRefusal.invalid(member.name() + " was not granted role " + group + ", so it cannot be revoked.");
        }
        Role then = new Role(member.name(), member.login(), member.superuser(), groups, member.hash());
        return () -> parts.state().put(then);
    }

    /** The permissions a GRANT names; empty if it names a role. */
    private static Optional<Set<Permission>> permissions(TokenReader in) {
        if (in.take("ALL")) {
            in.take("PERMISSIONS");
            return Optional.of(EnumSet.allOf(Permission.class));
        }
        Set<Permission> found = EnumSet.noneOf(Permission.class);
        do {
            Optional<Permission> permission = java.util.Arrays.stream(Permission.values())
                    .filter(candidate -> in.peek().isWord(candidate.name()))
                    .findFirst();
            if (permission.isEmpty()) {
                if (in.peek().isWord("UNMASK") || in.peek().isWord("SELECT_MASKED")) {
                    throw in.unexpected("a permission");
                }
                return Optional.empty();
            }
            in.next();
            in.take("PERMISSION");
            found.add(permission.get());
        } while (in.takeSymbol(","));
        return Optional.of(found);
    }

    private static Resource resource(TokenReader in) {
        if (in.take("ALL", "KEYSPACES")) {
            return Resource.ALL_KEYSPACES;
        }
        if (in.take("ALL", "ROLES")) {
            return Resource.ALL_ROLES;
        }
        if (in.take("KEYSPACE")) {
            return Resource.keyspace(in.name());
        }
        if (in.take("ROLE")) {
            return Resource.role(role(in));
        }
        if (in.peek().isWord("FUNCTION") || in.peek().isWord("ALL")) {
            throw CqlRefusal.invalid("The sandbox's ScyllaDB knows no permissions on functions");
        }
        in.take("TABLE");
        String keyspace = in.name();
        in.symbol(".");
        return Resource.table(keyspace, in.name());
    }

    private void requireResource(Resource resource, Snapshot state) {
        String[] path = resource.path().split("/");
        boolean missing = path[0].equals("roles")
                ? path.length > 1 && !state.roles().containsKey(path[1])
                : path.length > 1 && !exists(path[1], path.length > 2 ? path[2] : null);
        if (missing) {
            throw CqlRefusal.invalid(resource + " doesn't exist.");
        }
    }

    private boolean exists(String keyspace, String table) {
        if (SystemCatalog.isHidden(keyspace)) {
            return false;
        }
        String where = " WHERE keyspace_name = " + io.unrealcloud.ddc.cql.CqlText.string(keyspace);
        try (var node = parts.ring().here()) {
            if (table == null) {
                return !node.read("SELECT keyspace_name FROM system_schema.keyspaces" + where)
                        .rows()
                        .isEmpty();
            }
            String name = io.unrealcloud.ddc.cql.CqlText.string(table);
            return SystemCatalog.isSystem(keyspace)
                    || !node.read("SELECT table_name FROM system_schema.tables" + where + " AND table_name = " + name)
                            .rows()
                            .isEmpty()
                    || !node.read("SELECT view_name FROM system_schema.views" + where + " AND view_name = " + name)
                            .rows()
                            .isEmpty();
        } catch (IOException e) {
            throw CqlRefusal.server("The node does not answer: " + e.getMessage());
        }
    }

    private static String existing(String role, Snapshot state) {
        if (!state.roles().containsKey(role)) {
            throw CqlRefusal.invalid("Role " + role + " doesn't exist.");
        }
        return role;
    }

    /** @param hash what the password, or the given hash, is kept as */
    private record Options(Optional<Boolean> login, Optional<Boolean> superuser, Optional<String> hash) {}

    private Options options(TokenReader in, boolean user) {
        return user ? userOptions(in) : roleOptions(in);
    }

    private Options roleOptions(TokenReader in) {
        Optional<Boolean> login = Optional.empty();
        Optional<Boolean> superuser = Optional.empty();
        Optional<String> hash = Optional.empty();
        if (in.take("WITH")) {
            do {
                if (in.take("LOGIN")) {
                    login = Optional.of(flag(in));
                } else if (in.take("SUPERUSER")) {
                    superuser = Optional.of(flag(in));
                } else if (in.take("PASSWORD")) {
                    in.symbol("=");
                    hash = Optional.of(PasswordHash.of(literal(in)));
                } else if (parts.dialect().version().hashedPassword() && in.take("HASHED", "PASSWORD")) {
                    in.symbol("=");
                    hash = Optional.of(literal(in));
                } else {
                    throw in.unexpected("LOGIN, SUPERUSER or PASSWORD");
                }
            } while (in.take("AND"));
        }
        in.end();
        return new Options(login, superuser, hash);
    }

    private static Options userOptions(TokenReader in) {
        Optional<String> hash = Optional.empty();
        if (in.take("WITH")) {
            in.word("PASSWORD");
            hash = Optional.of(PasswordHash.of(literal(in)));
        }
        Optional<Boolean> superuser = in.take("SUPERUSER")
                ? Optional.of(true)
                : in.take("NOSUPERUSER") ? Optional.of(false) : Optional.empty();
        in.end();
        return new Options(Optional.empty(), superuser, hash);
    }

    private static boolean flag(TokenReader in) {
        in.symbol("=");
        if (in.take("true")) {
            return true;
        }
        if (in.take("false")) {
            return false;
        }
        throw in.unexpected("true or false");
    }

    private static String literal(TokenReader in) {
        if (in.peek().kind() != Token.Kind.STRING) {
            throw in.unexpected("a string");
        }
        return in.next().string();
    }

    /** A name, quoted or not, or a string. */
    private static String role(TokenReader in) {
        return in.peek().kind() == Token.Kind.STRING ? in.next().string() : in.name();
    }

    private Message list(TokenReader in, Snapshot state) {
        if (in.take("ROLES") || in.take("USERS")) {
            return roles(in, state);
        }
        Optional<Set<Permission>> permissions = permissions(in);
        if (permissions.isEmpty()) {
            throw in.unexpected("ROLES or permissions");
        }
        Optional<Resource> on = in.take("ON") ? Optional.of(resource(in)) : Optional.empty();
        Optional<String> of = in.take("OF") ? Optional.of(existing(role(in), state)) : Optional.empty();
        boolean noRecursive = in.take("NORECURSIVE");
        in.end();
        boolean own = of.isPresent() && state.rolesOf(caller.name()).contains(of.get());
        if (!caller.isSuperuser(state) && !own) {
            throw Caller.unauthorized("You are not authorized to view everyone's permissions");
        }
        Set<String> roles =
                of.isEmpty() ? state.roles().keySet() : noRecursive ? Set.of(of.get()) : state.rolesOf(of.get());
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String role : new TreeSet<>(roles)) {
            state.permissions().getOrDefault(role, Map.of()).forEach((path, granted) -> {
                if (on.isEmpty() || on.get().path().equals(path)) {
                    granted.stream()
                            .filter(permissions.get()::contains)
                            .forEach(permission -> rows.add(Map.of(
                                    "role",
                                    role,
                                    "username",
                                    role,
                                    "resource",
                                    new Resource(path).toString(),
                                    "permission",
                                    permission.name())));
                }
            });
        }
        return rows(
                "permissions",
                List.of(
                        new SystemColumn("role", DataTypes.TEXT, SystemColumn.Kind.REGULAR),
                        new SystemColumn("username", DataTypes.TEXT, SystemColumn.Kind.REGULAR),
                        new SystemColumn("resource", DataTypes.TEXT, SystemColumn.Kind.REGULAR),
                        new SystemColumn("permission", DataTypes.TEXT, SystemColumn.Kind.REGULAR)),
                rows);
    }

    private Message roles(TokenReader in, Snapshot state) {
        Optional<String> of = in.take("OF") ? Optional.of(existing(role(in), state)) : Optional.empty();
        boolean noRecursive = in.take("NORECURSIVE");
        in.end();
        boolean everybody = caller.may(state, Permission.DESCRIBE, Resource.ALL_ROLES);
        Set<String> own = state.rolesOf(caller.name());
        if (of.isPresent() && !everybody && !own.contains(of.get())) {
            throw Caller.unauthorized("You are not authorized to view roles granted to " + of.get());
        }
        Set<String> shown = of.isPresent()
                ? noRecursive ? state.roles().get(of.get()).memberOf() : state.rolesOf(of.get())
                : everybody ? state.roles().keySet() : own;
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String name : new TreeSet<>(shown)) {
            Role role = state.roles().get(name);
            rows.add(Map.of("role", name, "super", role.superuser(), "login", role.login(), "options", Map.of()));
        }
        return rows(
                "roles",
                List.of(
                        new SystemColumn("role", DataTypes.TEXT, SystemColumn.Kind.REGULAR),
                        new SystemColumn("super", DataTypes.BOOLEAN, SystemColumn.Kind.REGULAR),
                        new SystemColumn("login", DataTypes.BOOLEAN, SystemColumn.Kind.REGULAR),
                        new SystemColumn(
                                "options", DataTypes.mapOf(DataTypes.TEXT, DataTypes.TEXT), SystemColumn.Kind.REGULAR)),
                rows);
    }

    private static Message rows(String table, List<SystemColumn> columns, List<Map<String, Object>> rows) {
        Statement.Select all =
                (Statement.Select) ParsedCql.of("SELECT * FROM t").statement();
        return new SystemSelect(new SystemTable("system", table, columns, () -> rows), all).run(QueryOptions.DEFAULT);
    }
}
