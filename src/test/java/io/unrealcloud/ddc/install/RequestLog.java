package io.unrealcloud.ddc.install;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Notes what a client asks of the API server, in the words RBAC has for it. */
final class RequestLog implements Interceptor {

    /** Every account may ask what it may do. */
    private static final String ASKING_ABOUT_RIGHTS = "authorization.k8s.io";

    private final Set<Access> asked = ConcurrentHashMap.newKeySet();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();

    /** @param namespace empty for all; @param resource with a slash before a subresource; @param name empty for none */
    record Access(String verb, String group, String resource, String namespace, String name) {}

    Set<Access> asked() {
        return Set.copyOf(asked);
    }

    /** Requests the server refused for want of rights. */
    Set<String> denied() {
        return Set.copyOf(denied);
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        access(request).ifPresent(asked::add);
    }

    private static Optional<Access> access(HttpRequest request) {
        List<String> path =
                new ArrayList<>(List.of(request.uri().getPath().substring(1).split("/")));
        if (path.size() < 3) {
            return Optional.empty(); // the server's version
        }
        boolean core = path.removeFirst().equals("api");
        String group = core ? "" : path.removeFirst();
        path.removeFirst(); // the version
        if (path.isEmpty() || group.equals(ASKING_ABOUT_RIGHTS)) {
            return Optional.empty();
        }
        String namespace = "";
        if (path.size() > 2 && path.getFirst().equals("namespaces")) {
            path.removeFirst();
            namespace = path.removeFirst();
        }
        String resource = path.getFirst() + (path.size() > 2 ? "/" + path.get(2) : "");
        String name = path.size() > 1 ? path.get(1) : "";
        return Optional.of(new Access(verb(request, name), group, resource, namespace, name));
    }

    @Override
    public void after(
            HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<java.nio.ByteBuffer>> body) {
        note(request, response);
    }

    @Override
    public java.util.concurrent.CompletableFuture<Boolean> afterFailure(
            BasicBuilder builder, HttpResponse<?> response, RequestTags tags) {
        note(response.request(), response);
        return java.util.concurrent.CompletableFuture.completedFuture(false);
    }

    private void note(HttpRequest request, HttpResponse<?> response) {
        if (response.code() == 201 && request.method().equals("PATCH")) {
            // An apply that makes the object needs the right to create it as well.
            access(request)
                    .ifPresent(apply -> asked.add(
                            new Access("create", apply.group(), apply.resource(), apply.namespace(), apply.name())));
        }
        if (response.code() == 403) {
            denied.add(request.method() + " " + request.uri());
        }
    }

    private static String verb(HttpRequest request, String name) {
        URI uri = request.uri();
        return switch (request.method()) {
            case "GET" -> {
                if (uri.getQuery() != null && uri.getQuery().contains("watch=true")) {
                    yield "watch";
                }
                yield name.isEmpty() ? "list" : "get";
            }
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> name.isEmpty() ? "deletecollection" : "delete";
            default -> throw new IllegalArgumentException(request.method());
        };
    }
}
