package io.unrealcloud.ddc.sandbox.iam;

import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.moto.AwsRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What a request to EC2 needs (Service Authorization Reference: Amazon EC2). A launch is judged object by object:
 * what it makes by the tags it gives them, what it uses by the tags that has.
 */
final class Ec2Operations {

    private static final Set<String> KEYS = Set.of(
            "aws:RequestTag/*", "aws:ResourceTag/*", "ec2:ResourceTag/*", "ec2:CreateAction", "iam:PassedToService");
    private static final Map<String, String> KINDS = Map.of(
            "i", "instance",
            "vol", "volume",
            "eni", "network-interface",
            "sg", "security-group",
            "subnet", "subnet",
            "vpc", "vpc");
    private static final Set<String> OF_INSTANCES = Set.of(
            "TerminateInstances", "StopInstances", "StartInstances", "RebootInstances", "ModifyInstanceAttribute");
    private static final Set<String> OF_GROUPS = Set.of(
            "AuthorizeSecurityGroupIngress",
            "AuthorizeSecurityGroupEgress",
            "RevokeSecurityGroupIngress",
            "RevokeSecurityGroupEgress",
            "DeleteSecurityGroup");

    private final AwsRequest request;
    private final Map<String, String> form;
    private final Tags tags;

    private Ec2Operations(AwsRequest request, Tags tags) {
        this.request = request;
        this.form = request.form();
        this.tags = tags;
    }

    /** @param roles ARN of an instance profile's role, by the profile's name */
    static List<Operation> of(AwsRequest request, Tags tags, Function<String, Optional<String>> roles) {
        return new Ec2Operations(request, tags).all(roles);
    }

    private List<Operation> all(Function<String, Optional<String>> roles) {
        String action = form.getOrDefault("Action", "");
        if (action.startsWith("Describe")) {
            return List.of(new Operation("ec2:" + action, "*", region(), KEYS));
        }
        if (OF_INSTANCES.contains(action)) {
            return members("InstanceId").stream().map(id -> on(action, id)).toList();
        }
        if (OF_GROUPS.contains(action)) {
            return List.of(on(action, form.getOrDefault("GroupId", "sg-")));
        }
        return switch (action) {
            case "DeleteVolume" -> List.of(on(action, form.getOrDefault("VolumeId", "vol-")));
            case "DeleteNetworkInterface" -> List.of(on(action, form.getOrDefault("NetworkInterfaceId", "eni-")));
            case "CreateTags", "DeleteTags" -> tagging(action);
            case "CreateSecurityGroup" -> newGroup();
            case "RunInstances" -> launch(roles);
            default -> throw new NotEmulated("the permission for ec2:" + action);
        };
    }

    private List<Operation> tagging(String action) {
        Map<String, String> given = new HashMap<>();
        for (int i = 1; form.containsKey("Tag." + i + ".Key"); i++) {
            given.put("aws:RequestTag/" + form.get("Tag." + i + ".Key"), form.getOrDefault("Tag." + i + ".Value", ""));
        }
        return members("ResourceId").stream()
                .map(id -> with(on(action, id), given))
                .toList();
    }

    private List<Operation> newGroup() {
        Map<String, String> given = given("security-group");
        List<Operation> all = new ArrayList<>();
        all.add(fresh("CreateSecurityGroup", "security-group", given));
        all.add(on("CreateSecurityGroup", form.getOrDefault("VpcId", "vpc-")));
        if (!given.isEmpty()) {
            all.add(creation("CreateSecurityGroup", "security-group", given));
        }
        return all;
    }

    private List<Operation> launch(Function<String, Optional<String>> roles) {
        List<Operation> all = new ArrayList<>();
        for (String kind : List.of("instance", "volume", "network-interface")) {
            Map<String, String> given = given(kind);
            all.add(fresh("RunInstances", kind, given));
            if (!given.isEmpty()) {
                all.add(creation("RunInstances", kind, given));
            }
        }
        all.add(new Operation(
                "ec2:RunInstances",
                "arn:aws:ec2:" + request.region() + "::image/" + form.getOrDefault("ImageId", ""),
                region(),
                KEYS));
        Optional.ofNullable(form.get("SubnetId"))
                .or(() -> Optional.ofNullable(form.get("NetworkInterface.1.SubnetId")))
                .ifPresent(subnet -> all.add(on("RunInstances", subnet)));
        List<String> groups = new ArrayList<>(members("SecurityGroupId"));
        groups.addAll(members("NetworkInterface.1.SecurityGroupId"));
        groups.forEach(group -> all.add(on("RunInstances", group)));
        Optional.ofNullable(form.get("IamInstanceProfile.Name"))
                .or(() -> Optional.ofNullable(form.get("IamInstanceProfile.Arn"))
                        .map(arn -> arn.substring(arn.lastIndexOf('/') + 1)))
                .flatMap(roles)
                .ifPresent(role -> all.add(Operation.passing(role)));
        return all;
    }

    private Operation on(String action, String id) {
        String kind = KINDS.get(id.substring(0, Math.max(0, id.indexOf('-'))));
        if (kind == null) {
            throw new NotEmulated("the kind of the EC2 object " + id);
        }
        Map<String, String> context = region();
        tags.ec2(request, id).forEach((key, value) -> {
            context.put("aws:ResourceTag/" + key, value);
            context.put("ec2:ResourceTag/" + key, value);
        });
        return new Operation("ec2:" + action, arn(kind, id), context, KEYS);
    }

    /** On something that is made by it. */
    private Operation fresh(String action, String kind, Map<String, String> given) {
        Map<String, String> context = region();
        context.putAll(given);
        return new Operation("ec2:" + action, arn(kind, "*"), context, KEYS);
    }

    /** Tags at creation need a permission of their own. */
    private Operation creation(String by, String kind, Map<String, String> given) {
        return with(fresh("CreateTags", kind, given), Map.of("ec2:CreateAction", by));
    }

    private static Operation with(Operation operation, Map<String, String> more) {
        Map<String, String> context = new HashMap<>(operation.context());
        context.putAll(more);
        return new Operation(operation.action(), operation.resource(), context, operation.known());
    }

    private Map<String, String> region() {
        return new HashMap<>(Map.of("ec2:Region", request.region(), "aws:RequestedRegion", request.region()));
    }

    private String arn(String kind, String id) {
        return "arn:aws:ec2:" + request.region() + ":" + request.account() + ":" + kind + "/" + id;
    }

    /** Tags a request gives to what it makes, as condition keys. */
    private Map<String, String> given(String kind) {
        Map<String, String> given = new HashMap<>();
        for (int i = 1; form.containsKey("TagSpecification." + i + ".ResourceType"); i++) {
            String prefix = "TagSpecification." + i + ".";
            if (form.get(prefix + "ResourceType").equals(kind)) {
                for (int j = 1; form.containsKey(prefix + "Tag." + j + ".Key"); j++) {
                    given.put(
                            "aws:RequestTag/" + form.get(prefix + "Tag." + j + ".Key"),
                            form.getOrDefault(prefix + "Tag." + j + ".Value", ""));
                }
            }
        }
        return given;
    }

    private List<String> members(String name) {
        List<String> members = new ArrayList<>();
        for (int i = 1; form.containsKey(name + "." + i); i++) {
            members.add(form.get(name + "." + i));
        }
        if (members.isEmpty() && form.containsKey(name)) {
            members.add(form.get(name));
        }
        return members;
    }
}
