package io.unrealcloud.ddc.provision.scylla.nodes;

import io.unrealcloud.ddc.aws.ec2.Image;
import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.aws.ec2.SecurityGroup;
import io.unrealcloud.ddc.aws.ec2.Subnet;
import io.unrealcloud.ddc.aws.iam.InstanceProfile;
import io.unrealcloud.ddc.aws.iam.Role;
import io.unrealcloud.ddc.aws.route53.HostedZone;
import io.unrealcloud.ddc.aws.route53.RecordSet;
import io.unrealcloud.ddc.aws.ssm.Document;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one resource's nodes. Immutable; grows old between reads.
 *
 * @param group the security group of our name; empty if there is none
 * @param images those the resource's words fit, newest first
 * @param instances those with the tags of this cluster, namespace and name, terminated ones left out
 * @param answers what nodes said last, by instance id
 * @param attempts what became of launches, which no list tells
 * @param finished commands that have ended well: instance id and unit
 * @param fullAt when everything was read
 * @param sweptAt when group, instances and DNS records were read
 */
record NodesFacts(
        Network network,
        Optional<SecurityGroup> group,
        Profile profile,
        List<Image> images,
        Optional<Document> document,
        List<Instance> instances,
        Map<String, NodeProbe.Heard> answers,
        Attempts attempts,
        Set<String> finished,
        Dns dns,
        Instant fullAt,
        Instant sweptAt) {

    NodesFacts {
        images = List.copyOf(images);
        instances = List.copyOf(instances);
        answers = Map.copyOf(answers);
        finished = Set.copyOf(finished);
    }

    /**
     * @param subnets in the order of the resource
     * @param missing why the subnets could not be read
     * @param eksGroup the EKS cluster's security group
     */
    record Network(List<Subnet> subnets, Optional<String> missing, Optional<String> eksGroup) {
        Network {
            subnets = List.copyOf(subnets);
        }
    }

    /**
     * @param policy document of the inline policy the operator writes
     * @param changedAt when the operator last changed anything of it; far in the past if it did not
     */
    record Profile(Optional<Role> role, Optional<String> policy, Optional<InstanceProfile> profile, Instant changedAt) {
        Profile changed(Instant at) {
            return new Profile(role, policy, profile, at);
        }
    }

    /**
     * @param spent by ordinal, the highest launch that cannot become a node any more
     * @param full subnets that had no room, and when they said so
     * @param unclear launches that were asked for with other words before, by ordinal, and since when
     */
    record Attempts(Map<Integer, Integer> spent, Map<String, Instant> full, Map<Integer, Instant> unclear) {
        static final Attempts NONE = new Attempts(Map.of(), Map.of(), Map.of());

        Attempts {
            spent = Map.copyOf(spent);
            full = Map.copyOf(full);
            unclear = Map.copyOf(unclear);
        }

        boolean spent(int ordinal, int launch) {
            return spent.getOrDefault(ordinal, 0) >= launch;
        }

        Attempts withSpent(int ordinal, int launch) {
            return new Attempts(Maps.with(spent, ordinal, launch), full, Maps.without(unclear, ordinal));
        }

        Attempts withFull(String subnet, Instant at) {
            return new Attempts(spent, Maps.with(full, subnet, at), unclear);
        }

        Attempts withUnclear(int ordinal, Instant since) {
            return new Attempts(spent, full, Maps.with(unclear, ordinal, since));
        }

        Attempts clear(int ordinal) {
            return new Attempts(spent, full, Maps.without(unclear, ordinal));
        }
    }

    /** @param zone empty where the resource gives none, or there is no such zone */
    record Dns(Optional<HostedZone> zone, Optional<RecordSet> address, Optional<RecordSet> owner) {
        static final Dns NONE = new Dns(Optional.empty(), Optional.empty(), Optional.empty());
    }

    static NodesFacts none() {
        return new NodesFacts(
                new Network(List.of(), Optional.empty(), Optional.empty()),
                Optional.empty(),
                new Profile(Optional.empty(), Optional.empty(), Optional.empty(), Instant.MIN),
                List.of(),
                Optional.empty(),
                List.of(),
                Map.of(),
                Attempts.NONE,
                Set.of(),
                Dns.NONE,
                Instant.MIN,
                Instant.MIN);
    }

    boolean known() {
        return fullAt.isAfter(Instant.MIN);
    }

    ClusterRecord record() {
        return ClusterRecord.of(group.map(SecurityGroup::tags).orElse(Map.of()));
    }

    NodesFacts withNetwork(Network network) {
        return new NodesFacts(
                network, group, profile, images, document, instances, answers, attempts, finished, dns, fullAt,
                sweptAt);
    }

    NodesFacts withGroup(Optional<SecurityGroup> group) {
        return new NodesFacts(
                network, group, profile, images, document, instances, answers, attempts, finished, dns, fullAt,
                sweptAt);
    }

    NodesFacts withProfile(Profile profile) {
        return new NodesFacts(
                network, group, profile, images, document, instances, answers, attempts, finished, dns, fullAt,
                sweptAt);
    }

    NodesFacts withImages(List<Image> images) {
        return new NodesFacts(
                network, group, profile, images, document, instances, answers, attempts, finished, dns, fullAt,
                sweptAt);
    }

    NodesFacts withDocument(Optional<Document> document) {
        return new NodesFacts(
                network, group, profile, images, document, instances, answers, attempts, finished, dns, fullAt,
                sweptAt);
    }

    NodesFacts withInstances(List<Instance> instances) {
        return new NodesFacts(
                network, group, profile, images, document, instances, answers, attempts, finished, dns, fullAt,
                sweptAt);
    }

    NodesFacts withAnswers(Map<String, NodeProbe.Heard> answers) {
        return new NodesFacts(
                network, group, profile, images, document, instances, answers, attempts, finished, dns, fullAt,
                sweptAt);
    }

    NodesFacts withAttempts(Attempts attempts) {
        return new NodesFacts(
                network, group, profile, images, document, instances, answers, attempts, finished, dns, fullAt,
                sweptAt);
    }

    NodesFacts withFinished(Set<String> finished) {
        return new NodesFacts(
                network, group, profile, images, document, instances, answers, attempts, finished, dns, fullAt,
                sweptAt);
    }

    NodesFacts withDns(Dns dns) {
        return new NodesFacts(
                network, group, profile, images, document, instances, answers, attempts, finished, dns, fullAt,
                sweptAt);
    }

    NodesFacts at(Instant fullAt, Instant sweptAt) {
        return new NodesFacts(
                network, group, profile, images, document, instances, answers, attempts, finished, dns, fullAt,
                sweptAt);
    }
}
