package io.unrealcloud.ddc.sandbox.iam;

import com.sun.net.httpserver.HttpExchange;
import io.unrealcloud.ddc.sandbox.iam.Callers.Caller;
import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import java.time.Clock;
import java.util.Map;

/**
 * Lets a request to one of moto's services pass if it is signed by a known key and that key's owner may do what it
 * asks for. moto itself checks neither.
 */
public final class Gate {

    private final Callers callers;
    private final PolicyAuthorizer authorizer;
    private final MotoRoles roles;

    public Gate(KnownPrincipals principals, PolicyAuthorizer authorizer, MotoRoles roles, Clock clock) {
        this.callers = new Callers(principals, clock);
        this.authorizer = authorizer;
        this.roles = roles;
    }

    /** Who signed the request. @throws IamError if nobody who is known did */
    Caller caller(HttpExchange exchange, byte[] body) {
        return callers.of(exchange, body);
    }

    /** @throws IamError if the caller may not @throws NotEmulated for a service whose permissions are not known */
    void require(Caller caller, HttpExchange exchange, Map<String, String> form) {
        String who = caller.key().principalArn();
        if (authorizer.administrator(who)) {
            return;
        }
        Operation operation = operation(caller, exchange, form);
        if (!authorizer.allowed(who, operation)) {
            throw new IamError(
                    403,
                    "AccessDenied",
                    "User: %s is not authorized to perform: %s on resource: %s"
                            .formatted(who, operation.action(), operation.resource()));
        }
    }

    private Operation operation(Caller caller, HttpExchange exchange, Map<String, String> form) {
        String account = caller.key().accountId();
        return switch (caller.service()) {
            case "s3" -> Operation.ofS3(exchange);
            case "iam" -> Operation.ofIam(form, account, roles::named);
            case "eks" -> Operation.ofEks(exchange, caller.region(), account);
            default -> throw new NotEmulated("the permissions of the service " + caller.service());
        };
    }
}
