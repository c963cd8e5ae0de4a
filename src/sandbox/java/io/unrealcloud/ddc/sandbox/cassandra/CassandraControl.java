package io.unrealcloud.ddc.sandbox.cassandra;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.management.InstanceNotFoundException;
import javax.management.JMException;
import javax.management.MBeanException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.NotificationListener;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/**
 * One running node over its JMX agent, the way {@code nodetool} sees it: {@code
 * org.apache.cassandra.db:type=StorageService} of Cassandra 5.0. Addresses are without ports, since all nodes of a ring
 * have the same.
 */
public final class CassandraControl implements AutoCloseable {
    private static final ObjectName STORAGE = name("org.apache.cassandra.db:type=StorageService");

    private final JMXConnector connector;
    private final MBeanServerConnection beans;

    private CassandraControl(JMXConnector connector, MBeanServerConnection beans) {
        this.connector = connector;
        this.beans = beans;
    }

    /** An operation the node refused or did not finish; the message is the node's own. */
    public static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** @throws IOException if nothing answers there */
    public static CassandraControl connect(int jmxPort) throws IOException {
        JMXConnector connector = JMXConnectorFactory.connect(
                new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + jmxPort + "/jmxrmi"));
        return new CassandraControl(connector, connector.getMBeanServerConnection());
    }

    /** Addresses of the nodes that this one believes to be up, itself included. */
    public List<String> live() {
        return list("LiveNodes");
    }

    public List<String> unreachable() {
        return list("UnreachableNodes");
    }

    public List<String> joining() {
        return list("JoiningNodes");
    }

    public List<String> leaving() {
        return list("LeavingNodes");
    }

    /** Host id to address of every member, dead ones included. */
    public Map<String, String> members() {
        return map("HostIdToEndpoint");
    }

    public String hostId() {
        return (String) attribute("LocalHostId");
    }

    /** {@code NORMAL}, {@code JOINING}, {@code LEAVING}, {@code DECOMMISSIONED} and so on. */
    public String mode() {
        return (String) attribute("OperationMode");
    }

    /** Address to the size of what the node stores, such as {@code 101.35 KiB}. */
    public Map<String, String> loads() {
        return map("LoadMap");
    }

    /** How many tokens a node of the ring has. */
    public int tokens(String address) {
        return ((List<?>) invoke("getTokens", new Object[] {address}, String.class)).size();
    }

    /** Share of the data of a keyspace by address, from 0 to 1. */
    public Map<String, Float> ownership(String keyspace) {
        Map<?, ?> owned = (Map<?, ?>) invoke("effectiveOwnership", new Object[] {keyspace}, String.class);
        Map<String, Float> shares = new LinkedHashMap<>();
        owned.forEach((address, share) -> shares.put(((java.net.InetAddress) address).getHostAddress(), (Float) share));
        return shares;
    }

    /** Hands everything over to the other nodes and leaves; returns when that is done. */
    public void decommission() {
        // Whether enough nodes are left is for the caller to say: the ring's own keyspaces must not stand in the way.
        invoke("decommission", new Object[] {true}, boolean.class);
    }

    /** Takes a dead node out; returns when the others have its data. */
    public void removeNode(String hostId) {
        invoke("removeNode", new Object[] {hostId}, String.class);
    }

    /** Drops what the node holds of a keyspace and does not own any more. */
    public void cleanup(String keyspace) {
        Object status =
                invoke("forceKeyspaceCleanup", new Object[] {keyspace, new String[0]}, String.class, String[].class);
        if (!Integer.valueOf(0).equals(status)) {
            throw new Refused("Cleanup of " + keyspace + " ended with status " + status, null);
        }
    }

    /** Streams what the node should have of a keyspace from another data centre. */
    public void rebuild(String sourceDataCenter, String keyspace) {
        invoke(
                "rebuild",
                new Object[] {sourceDataCenter, keyspace, null, null},
                String.class,
                String.class,
                String.class,
                String.class);
    }

    /**
     * Compares all replicas of a keyspace's data and evens them out.
     *
     * @param primaryOnly only the ranges this node is the first replica of
     * @throws Refused if it fails or takes longer than {@code patience}
     */
    public void repair(String keyspace, boolean primaryOnly, java.time.Duration patience) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("parallelism", "parallel");
        options.put("primaryRange", String.valueOf(primaryOnly));
        options.put("incremental", "false");
        options.put("jobThreads", "1");
        options.put("trace", "false");
        // The last notification of a repair is COMPLETE (5), an earlier one ERROR (2) with the reason.
        CompletableFuture<Optional<String>> end = new CompletableFuture<>();
        UUID mark = UUID.randomUUID();
        java.util.List<String> errors = new java.util.concurrent.CopyOnWriteArrayList<>();
        NotificationListener listener = (notification, handback) -> {
            if (notification.getUserData() instanceof Map<?, ?> data && data.get("type") instanceof Integer type) {
                if (type == 2) {
                    errors.add(notification.getMessage());
                } else if (type == 5) {
                    end.complete(errors.stream().findFirst());
                }
            }
        };
        try {
            beans.addNotificationListener(STORAGE, listener, null, mark);
            try {
                int number = (Integer) invoke("repairAsync", new Object[] {keyspace, options}, String.class, Map.class);
                if (number == 0) {
                    return;
                }
                end.get(patience.toMillis(), TimeUnit.MILLISECONDS).ifPresent(error -> {
                    throw new Refused("Repair of " + keyspace + " failed: " + error, null);
                });
            } finally {
                beans.removeNotificationListener(STORAGE, listener);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refused("Interrupted during the repair of " + keyspace, e);
        } catch (TimeoutException e) {
            throw new Refused("Repair of " + keyspace + " is not done after " + patience.toSeconds() + " s", e);
        } catch (java.util.concurrent.ExecutionException | JMException | IOException e) {
            throw refused(e);
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // The node has gone, and the connection with it.
            System.getLogger(CassandraControl.class.getName())
                    .log(System.Logger.Level.DEBUG, "Cannot close a JMX connection", e);
        }
    }

    @SuppressWarnings("unchecked")
    private List<String> list(String attribute) {
        return List.copyOf((List<String>) attribute(attribute));
    }

    @SuppressWarnings("unchecked")
    private Map<String, String> map(String attribute) {
        return Map.copyOf((Map<String, String>) attribute(attribute));
    }

    private Object attribute(String attribute) {
        try {
            return beans.getAttribute(STORAGE, attribute);
        } catch (JMException | IOException | RuntimeException e) {
            throw refused(e);
        }
    }

    private Object invoke(String operation, Object[] arguments, Class<?>... types) {
        String[] signature = java.util.Arrays.stream(types).map(Class::getName).toArray(String[]::new);
        try {
            return beans.invoke(STORAGE, operation, arguments, signature);
        } catch (JMException | IOException | RuntimeException e) {
            throw refused(e);
        }
    }

    /** The innermost message is what the node wanted to say; around it are wrappers of the transport. */
    private static Refused refused(Exception e) {
        Throwable cause = e;
        while ((cause instanceof MBeanException || cause instanceof RuntimeMBeanException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause instanceof InstanceNotFoundException
                ? "The node is still starting"
                : String.valueOf(cause.getMessage());
        return new Refused(message, e);
    }

    private static ObjectName name(String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
