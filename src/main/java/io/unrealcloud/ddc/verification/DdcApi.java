package io.unrealcloud.ddc.verification;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The calls of DDC's API that a verification makes, in one namespace and with one token. */
final class DdcApi {
    static final String BUCKET = "verification";

    private static final String BYTES = "application/octet-stream";
    private static final String OBJECT = "application/x-ue-cb";
    private static final String COMPRESSED = "application/x-ue-comp";

    private final DdcHttp http;
    private final String namespace;
    private final String token;

    DdcApi(DdcHttp http, Target target) {
        this.http = http;
        this.namespace = target.namespace();
        this.token = target.token();
    }

    Reply putRaw(Pod pod, String key, byte[] content) {
        return put(pod, ref(key), BYTES, content, IoHash.of(content));
    }

    Reply putObject(Pod pod, String key, byte[] object) {
        return put(pod, ref(key), OBJECT, object, IoHash.of(object));
    }

    Reply getRaw(Pod pod, String key) {
        return get(pod, ref(key) + ".raw", BYTES);
    }

    Reply getObject(Pod pod, String key) {
        return get(pod, ref(key) + ".uecb", OBJECT);
    }

    Reply putContent(Pod pod, IoHash content, byte[] buffer) {
        return put(pod, content(content), COMPRESSED, buffer, content);
    }

    Reply getContent(Pod pod, IoHash content) {
        return get(pod, content(content), COMPRESSED);
    }

    private String ref(String key) {
        return "/api/v1/refs/" + namespace + "/" + BUCKET + "/" + key;
    }

    private String content(IoHash content) {
        return "/api/v1/compressed-blobs/" + namespace + "/" + content;
    }

    private Reply put(Pod pod, String path, String type, byte[] body, IoHash hash) {
        Map<String, String> headers = headers();
        headers.put("Content-Type", type);
        headers.put("X-Jupiter-IoHash", hash.toString());
        return http.send(new DdcHttp.Request("PUT", uri(pod, path), headers, Optional.of(body)));
    }

    private Reply get(Pod pod, String path, String type) {
        Map<String, String> headers = headers();
        headers.put("Accept", type);
        return http.send(new DdcHttp.Request("GET", uri(pod, path), headers, Optional.empty()));
    }

    private Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Authorization", "ServiceAccount " + token);
        return headers;
    }

    private static URI uri(Pod pod, String path) {
        return pod.uri().resolve(path);
    }
}
