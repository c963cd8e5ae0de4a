package io.unrealcloud.ddc.sandbox.ddc.service;

import io.unrealcloud.ddc.sandbox.ddc.config.DdcSettings;
import io.unrealcloud.ddc.sandbox.ddc.config.NamespacePolicy;
import io.unrealcloud.ddc.sandbox.ddc.store.BlobIndex;
import io.unrealcloud.ddc.verification.IoHash;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** On-demand replication: a blob the index finds at other sites is fetched from one of them. */
public final class PeerSites implements Blobs.Elsewhere {
    private static final System.Logger LOG = System.getLogger(PeerSites.class.getName());

    private final DdcSettings settings;
    private final BlobIndex index;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    public PeerSites(DdcSettings settings, BlobIndex index) {
        this.settings = settings;
        this.index = index;
    }

    @Override
    public Optional<byte[]> fetch(String namespace, IoHash blob) {
        boolean wanted = settings.stores().onDemandReplication()
                && settings.policies()
                        .of(namespace)
                        .map(NamespacePolicy::onDemandReplication)
                        .orElse(false);
        if (!wanted || settings.peers().isEmpty()) {
            return Optional.empty();
        }
        Set<String> sites = index.sites(namespace, blob);
        return settings.peers().stream()
                .filter(peer -> sites.contains(peer.name()))
                .flatMap(peer -> from(peer, namespace, blob).stream())
                .findFirst();
    }

    private Optional<byte[]> from(DdcSettings.Peer peer, String namespace, IoHash blob) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(peer.url().replaceAll("/+$", "") + "/api/v1/blobs/" + namespace + "/" + blob))
                .timeout(Duration.ofSeconds(10));
        settings.peerLogin().ifPresent(login -> request.header("Authorization", login.scheme() + " " + login.token()));
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == 200) {
                return Optional.of(response.body());
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Peer {0} answered {1} for blob {2}",
                    peer.name(),
                    response.statusCode(),
                    blob);
            return Optional.empty();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Peer {0} cannot be reached: {1}", peer.name(), e);
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
