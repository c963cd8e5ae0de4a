package io.unrealcloud.ddc.identity;

import io.unrealcloud.ddc.aws.AwsCall;
import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.aws.ForwardingPorts;
import io.unrealcloud.ddc.aws.iam.IamPort;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Ports that die at one chosen call that changes IAM, and that keep the names of all such calls. */
final class CrashingIam extends ForwardingPorts {

    enum When {
        /** The process dies before the request leaves. */
        BEFORE,
        /** The process dies after IAM did the work. */
        AFTER,
        /** The process lives, IAM did the work, and the reply is lost. */
        REPLY_LOST
    }

    /** The death of the process. */
    static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static final List<String> WRITES =
            List.of("create", "update", "put", "delete", "tag", "untag", "detach", "remove", "add");

    final List<String> writes = new CopyOnWriteArrayList<>();
    private final AwsPorts real;
    private final int at;
    private final When when;

    CrashingIam(AwsPorts real, int at, When when) {
        super(real);
        this.real = real;
        this.at = at;
        this.when = when;
    }

    static CrashingIam never(AwsPorts real) {
        return new CrashingIam(real, 0, When.BEFORE);
    }

    @Override
    public IamPort iam(String region) {
        IamPort port = real.iam(region);
        return (IamPort) Proxy.newProxyInstance(
                IamPort.class.getClassLoader(), new Class<?>[] {IamPort.class}, (self, method, arguments) -> {
                    boolean here = WRITES.stream().anyMatch(method.getName()::startsWith) && write(method.getName());
                    if (here && when == When.BEFORE) {
                        throw new Crash();
                    }
                    Object result;
                    try {
                        result = method.invoke(port, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (here && when == When.AFTER) {
                        throw new Crash();
                    }
                    if (here) {
                        AwsCall call = new AwsCall("IAM", method.getName(), region, "");
                        throw new AwsException(AwsError.NETWORK, call, "TestReplyLost", "Lost", null, null);
                    }
                    return result;
                });
    }

    private synchronized boolean write(String name) {
        writes.add(name);
        return writes.size() == at;
    }

    @Override
    public void close() {}
}
