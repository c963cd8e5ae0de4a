package io.unrealcloud.ddc.aws.keyspaces;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Wraps a port and remembers what was asked of it, in order of arrival. */
public final class RecordingKeyspacesPort {
    private static final Set<String> READS = Set.of(
            "region", "keyspaceNames", "keyspace", "tableNames", "table", "autoScaling", "typeNames", "type", "tags");

    private final List<Recorded> calls = new CopyOnWriteArrayList<>();
    private final KeyspacesPort port;

    public RecordingKeyspacesPort(KeyspacesPort real) {
        port = proxy(real, (method, call) -> {
            if (!method.getName().equals("region")) {
                calls.add(call);
            }
            return invoke(real, method, call);
        });
    }

    public KeyspacesPort port() {
        return port;
    }

    public List<Recorded> calls() {
        return List.copyOf(calls);
    }

    public List<Recorded> mutating() {
        return calls.stream().filter(Recorded::mutating).toList();
    }

    public void clear() {
        calls.clear();
    }

    /** One call of a method of the port. */
    public record Recorded(String method, List<Object> arguments) {
        public boolean mutating() {
            return !READS.contains(method);
        }
    }

    interface Handler {
        Object handle(Method method, Recorded call) throws Throwable;
    }

    static KeyspacesPort proxy(KeyspacesPort real, Handler handler) {
        return (KeyspacesPort) Proxy.newProxyInstance(
                KeyspacesPort.class.getClassLoader(),
                new Class<?>[] {KeyspacesPort.class},
                (self, method, arguments) -> {
                    if (method.getDeclaringClass() == Object.class) {
                        return method.invoke(real, arguments);
                    }
                    return handler.handle(
                            method,
                            new Recorded(method.getName(), arguments == null ? List.of() : Arrays.asList(arguments)));
                });
    }

    static Object invoke(KeyspacesPort real, Method method, Recorded call) throws Throwable {
        try {
            return method.invoke(real, call.arguments().toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
