package io.unrealcloud.ddc.sandbox.iam;

import com.sun.net.httpserver.HttpExchange;
import io.unrealcloud.ddc.sandbox.iam.Callers.Caller;
import io.unrealcloud.ddc.sandbox.iam.MotoRoles.Profile;
import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.identity.KnownPrincipals;
import io.unrealcloud.ddc.sandbox.moto.AwsRequest;
import java.time.Clock;
import java.util.List;

/**
 * Lets a request to one of moto's services pass if it is signed by a known key and that key's owner may do what it
 * asks for. moto itself checks neither.
 */
public final class Gate {

    private final Callers callers;
    private final PolicyAuthorizer authorizer;
    private final MotoRoles roles;
    private final Tags tags;

    /** @param tags of the objects that requests are about */
    public Gate(KnownPrincipals principals, PolicyAuthorizer authorizer, MotoRoles roles, Tags tags, Clock clock) {
        this.callers = new Callers(principals, clock);
        this.authorizer = authorizer;
        this.roles = roles;
        this.tags = tags;
    }

    /** Who signed the request. @throws IamError if nobody who is known did */
    Caller caller(HttpExchange exchange, byte[] body) {
        return callers.of(exchange, body);
    }

    /** @throws IamError if the caller may not @throws NotEmulated for a service whose permissions are not known */
    void require(Caller caller, HttpExchange exchange, AwsRequest request) {
        String who = caller.key().principalArn();
        if (authorizer.administrator(who)) {
            return;
        }
        for (Operation operation : operations(caller, exchange, request)) {
            if (!authorizer.allowed(who, operation)) {
                throw new IamError(
                        403,
                        "AccessDenied",
                        "User: %s is not authorized to perform: %s on resource: %s"
                                .formatted(who, operation.action(), operation.resource()));
            }
        }
    }

    /** All of them must be allowed. */
    private List<Operation> operations(Caller caller, HttpExchange exchange, AwsRequest request) {
        String account = caller.key().accountId();
        AwsRequest called = new AwsRequest(
                request.method(),
                request.uri(),
                request.headers(),
                request.body(),
                request.service(),
                request.region(),
                account);
        return switch (caller.service()) {
            case "s3" -> List.of(Operation.ofS3(exchange));
            case "iam" ->
                Operation.ofIam(request.form(), account, roles::named, name -> roles.profile(name)
                        .map(Profile::arn));
            case "eks" -> List.of(Operation.ofEks(exchange, caller.region(), account));
            case "ec2" ->
                Ec2Operations.of(called, tags, name -> roles.profile(name).flatMap(Profile::role));
            case "ssm" -> SsmOperations.of(called, tags);
            case "secretsmanager" -> SecretOperations.of(called, tags);
            case "route53" -> List.of(Route53Operations.of(called));
            default -> throw new NotEmulated("the permissions of the service " + caller.service());
        };
    }
}
