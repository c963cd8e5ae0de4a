package io.unrealcloud.ddc.aws.sdk;

import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.ec2.Ec2Port;
import io.unrealcloud.ddc.aws.ec2.Image;
import io.unrealcloud.ddc.aws.ec2.IngressRule;
import io.unrealcloud.ddc.aws.ec2.Instance;
import io.unrealcloud.ddc.aws.ec2.NewInstance;
import io.unrealcloud.ddc.aws.ec2.NewSecurityGroup;
import io.unrealcloud.ddc.aws.ec2.SecurityGroup;
import io.unrealcloud.ddc.aws.ec2.Subnet;
import io.unrealcloud.ddc.aws.ec2.Volume;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;

/** EC2 over the SDK. What is asked for by id is asked for alone: one unknown id fails the whole call. */
final class Ec2Adapter implements Ec2Port {
    private static final int PAGE = 500; // DescribeVolumes allows no more; the others 1,000

    private final Ec2Client client;
    private final Calls calls;

    Ec2Adapter(Ec2Client client, Calls calls) {
        this.client = client;
        this.calls = calls;
    }

    @Override
    public List<Instance> instances(Map<String, String> tags) {
        List<Filter> filters = Stream.concat(
                        Ec2Requests.tagged(tags),
                        Stream.of(Ec2Requests.filter(
                                "instance-state-name", "pending", "running", "stopping", "stopped", "shutting-down")))
                .toList();
        return Pages.all(token -> calls.run("DescribeInstances", "", config -> {
            var reply = client.describeInstances(request ->
                    request.filters(filters).maxResults(PAGE).nextToken(token).overrideConfiguration(config.build()));
            return new Pages.Page<>(
                    reply.reservations().stream()
                            .flatMap(reservation -> reservation.instances().stream())
                            .map(Ec2Replies::instance)
                            .toList(),
                    reply.nextToken());
        }));
    }

    @Override
    public Instance run(NewInstance launch) {
        return Ec2Replies.instance(calls.run(
                        "RunInstances",
                        launch.tags().getOrDefault("Name", ""),
                        config -> client.runInstances(Ec2Requests.run(launch)
                                .overrideConfiguration(config.build())
                                .build()))
                .instances()
                .getFirst());
    }

    @Override
    public void terminate(String instance) {
        calls.run(
                "TerminateInstances",
                instance,
                config -> client.terminateInstances(
                        request -> request.instanceIds(instance).overrideConfiguration(config.build())));
    }

    @Override
    public void protect(String instance, boolean on) {
        // One attribute a call (Amazon EC2 API reference: ModifyInstanceAttribute).
        calls.run(
                "ModifyInstanceAttribute",
                instance + " DisableApiTermination",
                config -> client.modifyInstanceAttribute(request -> request.instanceId(instance)
                        .disableApiTermination(value -> value.value(on))
                        .overrideConfiguration(config.build())));
        calls.run(
                "ModifyInstanceAttribute",
                instance + " DisableApiStop",
                config -> client.modifyInstanceAttribute(request -> request.instanceId(instance)
                        .disableApiStop(value -> value.value(on))
                        .overrideConfiguration(config.build())));
    }

    @Override
    public Optional<Image> image(String id) {
        return calls.find(
                        "DescribeImages",
                        id,
                        config -> client.describeImages(
                                request -> request.imageIds(id).overrideConfiguration(config.build())))
                .flatMap(found -> found.images().stream().findFirst())
                .map(Ec2Replies::image);
    }

    @Override
    public List<Image> images(String owner, String name, String architecture) {
        return Pages.all(token -> calls.run("DescribeImages", owner + " " + name, config -> {
            // A version somebody asks for by its number is found also after its maker has deprecated it.
            var reply = client.describeImages(request -> request.owners(owner)
                    .filters(Ec2Requests.rawFilter("name", name), Ec2Requests.filter("architecture", architecture))
                    .includeDeprecated(true)
                    .maxResults(PAGE)
                    .nextToken(token)
                    .overrideConfiguration(config.build()));
            return new Pages.Page<>(
                    reply.images().stream().map(Ec2Replies::image).toList(), reply.nextToken());
        }));
    }

    @Override
    public List<Subnet> subnets(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, Subnet> found = calls
                .run(
                        "DescribeSubnets",
                        String.join(" ", ids),
                        config -> client.describeSubnets(
                                request -> request.subnetIds(Set.copyOf(ids)).overrideConfiguration(config.build())))
                .subnets()
                .stream()
                .map(Ec2Replies::subnet)
                .collect(Collectors.toMap(Subnet::id, Function.identity()));
        return ids.stream().map(found::get).toList();
    }

    @Override
    public List<SecurityGroup> securityGroups(Map<String, String> tags) {
        return securityGroups(Ec2Requests.tagged(tags).toList(), "");
    }

    @Override
    public Optional<SecurityGroup> securityGroup(String vpc, String name) {
        return securityGroups(
                        List.of(Ec2Requests.filter("vpc-id", vpc), Ec2Requests.filter("group-name", name)),
                        vpc + " " + name)
                .stream()
                .findFirst();
    }

    private List<SecurityGroup> securityGroups(List<Filter> filters, String target) {
        return Pages.all(token -> calls.run("DescribeSecurityGroups", target, config -> {
            var reply = client.describeSecurityGroups(request ->
                    request.filters(filters).maxResults(PAGE).nextToken(token).overrideConfiguration(config.build()));
            return new Pages.Page<>(
                    reply.securityGroups().stream()
                            .map(Ec2Replies::securityGroup)
                            .toList(),
                    reply.nextToken());
        }));
    }

    @Override
    public String createSecurityGroup(NewSecurityGroup group) {
        return calls.run(
                        "CreateSecurityGroup",
                        group.name(),
                        config -> client.createSecurityGroup(request -> request.vpcId(group.vpcId())
                                .groupName(group.name())
                                .description(group.description())
                                .tagSpecifications(Ec2Requests.tagged(ResourceType.SECURITY_GROUP, group.tags()))
                                .overrideConfiguration(config.build())))
                .groupId();
    }

    @Override
    public void authorize(String group, IngressRule rule) {
        unless(
                "InvalidPermission.Duplicate",
                () -> calls.run(
                        "AuthorizeSecurityGroupIngress",
                        group,
                        config -> client.authorizeSecurityGroupIngress(request -> request.groupId(group)
                                .ipPermissions(Ec2Requests.permission(rule))
                                .overrideConfiguration(config.build()))));
    }

    @Override
    public void revoke(String group, IngressRule rule) {
        unless(
                "InvalidPermission.NotFound",
                () -> calls.run(
                        "RevokeSecurityGroupIngress",
                        group,
                        config -> client.revokeSecurityGroupIngress(request -> request.groupId(group)
                                .ipPermissions(Ec2Requests.permission(rule))
                                .overrideConfiguration(config.build()))));
    }

    @Override
    public void deleteSecurityGroup(String group) {
        calls.run(
                "DeleteSecurityGroup",
                group,
                config -> client.deleteSecurityGroup(
                        request -> request.groupId(group).overrideConfiguration(config.build())));
    }

    @Override
    public List<Volume> volumes(Map<String, String> tags) {
        List<Filter> filters = Stream.concat(
                        Ec2Requests.tagged(tags),
                        Stream.of(Ec2Requests.filter("status", "creating", "available", "in-use", "error")))
                .toList();
        return Pages.all(token -> calls.run("DescribeVolumes", "", config -> {
            var reply = client.describeVolumes(request ->
                    request.filters(filters).maxResults(PAGE).nextToken(token).overrideConfiguration(config.build()));
            return new Pages.Page<>(
                    reply.volumes().stream().map(Ec2Replies::volume).toList(), reply.nextToken());
        }));
    }

    @Override
    public void deleteVolume(String volume) {
        calls.run(
                "DeleteVolume",
                volume,
                config ->
                        client.deleteVolume(request -> request.volumeId(volume).overrideConfiguration(config.build())));
    }

    @Override
    public void tag(Collection<String> ids, Map<String, String> tags) {
        if (!ids.isEmpty() && !tags.isEmpty()) {
            calls.run(
                    "CreateTags",
                    String.join(" ", ids),
                    config -> client.createTags(request ->
                            request.resources(ids).tags(Ec2Requests.tags(tags)).overrideConfiguration(config.build())));
        }
    }

    @Override
    public void untag(Collection<String> ids, Set<String> keys) {
        if (!ids.isEmpty() && !keys.isEmpty()) {
            // Without a value a tag goes whatever it says.
            calls.run(
                    "DeleteTags",
                    String.join(" ", ids),
                    config -> client.deleteTags(request -> request.resources(ids)
                            .tags(keys.stream()
                                    .sorted()
                                    .map(key -> Tag.builder().key(key).build())
                                    .toList())
                            .overrideConfiguration(config.build())));
        }
    }

    private static void unless(String code, Runnable call) {
        try {
            call.run();
        } catch (AwsException e) {
            if (!e.code().equals(code)) {
                throw e;
            }
        }
    }
}
