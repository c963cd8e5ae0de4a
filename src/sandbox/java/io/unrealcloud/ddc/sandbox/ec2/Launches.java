package io.unrealcloud.ddc.sandbox.ec2;

import io.unrealcloud.ddc.sandbox.ec2.Ec2Settings.Lag;
import io.unrealcloud.ddc.sandbox.ec2.Images.Image;
import io.unrealcloud.ddc.sandbox.iam.IamError;
import io.unrealcloud.ddc.sandbox.iam.MotoRoles.Profile;
import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.machines.MachineSpec;
import io.unrealcloud.ddc.sandbox.moto.AwsAnswer;
import io.unrealcloud.ddc.sandbox.moto.AwsRequest;
import io.unrealcloud.ddc.sandbox.moto.Xml;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** RunInstances: what EC2 checks and moto does not, and the machines that a launch starts. */
final class Launches {

    private static final List<Pattern> KNOWN = List.of(
                    "Action",
                    "Version",
                    "DryRun",
                    "ClientToken",
                    "ImageId",
                    "InstanceType",
                    "MinCount",
                    "MaxCount",
                    "SubnetId",
                    "PrivateIpAddress",
                    "SecurityGroupId\\.\\d+",
                    "UserData",
                    "DisableApiTermination",
                    "DisableApiStop",
                    "EbsOptimized",
                    "InstanceInitiatedShutdownBehavior",
                    "IamInstanceProfile\\.(Name|Arn)",
                    "Monitoring\\.Enabled",
                    "MetadataOptions\\.(HttpTokens|HttpPutResponseHopLimit|HttpEndpoint|InstanceMetadataTags)",
                    "BlockDeviceMapping\\.\\d+\\.DeviceName",
                    "BlockDeviceMapping\\.\\d+\\.Ebs\\.(VolumeSize|VolumeType|DeleteOnTermination|Encrypted|KmsKeyId|Iops|Throughput)",
                    "NetworkInterface\\.\\d+\\.(DeviceIndex|SubnetId|SecurityGroupId\\.\\d+|AssociatePublicIpAddress|DeleteOnTermination)",
                    "TagSpecification\\.\\d+\\.(ResourceType|Tag\\.\\d+\\.(Key|Value))")
            .stream()
            .map(Pattern::compile)
            .toList();
    private static final int USER_DATA_MAX = 16_384;
    private static final int TOKEN_MAX = 64;
    private static final List<String> TAGGED = List.of("instance", "volume", "network-interface");

    /** A launch that was made: what was asked for, and the answer. */
    private record Made(Map<String, String> asked, AwsAnswer answer) {}

    private final Objects moto;
    private final Fleet fleet;
    private final Ec2Settings settings;
    private final Function<String, Optional<Profile>> profiles;
    private final Clock clock;
    private final Map<String, Made> made = new ConcurrentHashMap<>();

    Launches(
            Objects moto,
            Fleet fleet,
            Ec2Settings settings,
            Function<String, Optional<Profile>> profiles,
            Clock clock) {
        this.moto = moto;
        this.fleet = fleet;
        this.settings = settings;
        this.profiles = profiles;
        this.clock = clock;
    }

    /** The answer, in which states are moto's. */
    AwsAnswer run(AwsRequest request, Form form) {
        form.values().keySet().stream()
                .filter(name ->
                        KNOWN.stream().noneMatch(known -> known.matcher(name).matches()))
                .findFirst()
                .ifPresent(name -> {
                    throw new NotEmulated("the parameter " + name + " of RunInstances");
                });
        Optional<String> token = form.get("ClientToken");
        if (token.isEmpty()) {
            return launch(request, form);
        }
        if (token.get().length() > TOKEN_MAX) {
            throw Ec2Errors.value("clientToken", token.get(), "It has more than " + TOKEN_MAX + " characters.");
        }
        Map<String, String> asked = new LinkedHashMap<>(form.values());
        asked.remove("DryRun");
        // Two launches with one token at the same time: the second waits for the first, and finds its answer.
        Made answer =
                made.compute(String.join(" ", request.account(), request.region(), token.get()), (key, before) -> {
                    if (before != null && !before.asked().equals(asked)) {
                        throw new IamError(
                                400,
                                "IdempotentParameterMismatch",
                                "Arguments on this idempotent request are inconsistent with arguments used in"
                                        + " previous request(s).");
                    }
                    if (before != null && !form.yes("DryRun")) {
                        return before;
                    }
                    AwsAnswer now = launch(request, form);
                    return now.fine() ? new Made(asked, now) : new Made(Map.of(), now);
                });
        if (answer.asked().isEmpty()) {
            made.remove(String.join(" ", request.account(), request.region(), token.get()), answer);
        }
        return answer.answer();
    }

    private AwsAnswer launch(AwsRequest request, Form form) {
        String imageId = form.require("ImageId");
        if (!imageId.matches("ami-[0-9a-f]{8}|ami-[0-9a-f]{17}")) {
            throw new IamError(400, "InvalidAMIID.Malformed", "Invalid id: \"" + imageId + "\"");
        }
        Image image = Images.find(request.region(), imageId)
                .orElseThrow(() ->
                        new IamError(400, "InvalidAMIID.NotFound", "The image id '[" + imageId + "]' does not exist"));
        String type = form.get("InstanceType").orElse("m1.small");
        List<String> architectures = moto.architectures(request, type);
        if (!architectures.contains(image.architecture())) {
            throw Ec2Errors.value(
                    "instanceType",
                    type,
                    "The architecture '%s' of the specified instance type does not match the architecture '%s' of the"
                                    .formatted(String.join(",", architectures), image.architecture())
                            + " specified AMI.");
        }
        String userData = userData(form);
        requireTaggable(form);
        profile(form);
        String zone = network(request, form);
        if (settings.full(zone)) {
            throw new IamError(
                    500,
                    "InsufficientInstanceCapacity",
                    "We currently do not have sufficient %s capacity in the Availability Zone you requested (%s)."
                            .formatted(type, zone));
        }
        AwsAnswer answer = moto.ask(request, forMoto(form));
        if (answer.fine()) {
            start(request, form, answer, image, userData);
        }
        return answer;
    }

    private void start(AwsRequest request, Form form, AwsAnswer answer, Image image, String userData) {
        Document document = Xml.parse(answer.text());
        Map<String, String> onInterfaces = form.tags("network-interface");
        for (Element instance : Xml.all(document, "RunInstancesResponse", "instancesSet", "item")) {
            if (!onInterfaces.isEmpty()) {
                Xml.all(instance, "networkInterfaceSet", "item").stream()
                        .flatMap(each -> Xml.text(each, "networkInterfaceId").stream())
                        .forEach(id -> moto.tag(request, id, onInterfaces));
            }
            String id = Xml.text(instance, "instanceId").orElseThrow();
            if (form.yes("DisableApiTermination")) {
                // moto leaves this parameter of a launch aside.
                moto.document(
                        request,
                        Form.of("ModifyInstanceAttribute", "InstanceId", id, "DisableApiTermination.Value", "true"));
            }
            fleet.launch(
                    new MachineSpec(
                            id,
                            request.region(),
                            Xml.text(instance, "placement", "availabilityZone").orElseThrow(),
                            Xml.text(instance, "privateIpAddress").orElseThrow(),
                            image.name(),
                            Xml.text(instance, "instanceType").orElseThrow(),
                            userData,
                            fleet.folder(id)),
                    profileName(form));
        }
    }

    private static Optional<String> profileName(Form form) {
        return form.get("IamInstanceProfile.Name")
                .or(() -> form.get("IamInstanceProfile.Arn").map(arn -> arn.substring(arn.lastIndexOf('/') + 1)));
    }

    private static String userData(Form form) {
        Optional<String> given = form.get("UserData");
        if (given.isEmpty()) {
            return "";
        }
        byte[] decoded;
        try {
            decoded = Base64.getDecoder().decode(given.get());
        } catch (IllegalArgumentException e) {
            throw Ec2Errors.value("UserData", "…", "Invalid BASE64 encoding of user data.");
        }
        if (decoded.length > USER_DATA_MAX) {
            throw Ec2Errors.value("UserData", "…", "User data is limited to " + USER_DATA_MAX + " bytes");
        }
        return new String(decoded, StandardCharsets.UTF_8);
    }

    /** A profile that was just made is not known everywhere yet, and one without a role is of no use. */
    private void profile(Form form) {
        Optional<String> name = profileName(form);
        if (name.isEmpty()) {
            return;
        }
        Profile profile = profiles.apply(name.get())
                .filter(found -> !clock.instant().isBefore(found.created().plus(settings.lag(Lag.PROFILE))))
                .orElseThrow(() ->
                        Ec2Errors.value("iamInstanceProfile.name", name.get(), "Invalid IAM Instance Profile name"));
        if (profile.role().isEmpty()) {
            throw Ec2Errors.value(
                    "iamInstanceProfile.name",
                    name.get(),
                    "IAM Instance Profile \"" + profile.arn() + "\" has no associated IAM Roles");
        }
    }

    /** Checks subnet and security groups. Returns the zone. */
    private String network(AwsRequest request, Form form) {
        boolean interfaces = form.get("NetworkInterface.1.DeviceIndex").isPresent();
        if (interfaces
                && (form.get("SubnetId").isPresent()
                        || !form.list("SecurityGroupId").isEmpty())) {
            throw Ec2Errors.combination(
                    "Network interfaces and an instance-level subnet ID or security groups may not be"
                            + " specified on the same request");
        }
        if (form.get("NetworkInterface.2.DeviceIndex").isPresent()) {
            throw new NotEmulated("launches with more than one network interface");
        }
        String subnetId = interfaces
                ? form.require("NetworkInterface.1.SubnetId")
                : form.get("SubnetId").orElseThrow(() -> new NotEmulated("launches without a subnet"));
        Element subnet = moto.subnet(request, subnetId);
        String vpc = Xml.text(subnet, "vpcId").orElseThrow();
        List<String> groups = form.list(interfaces ? "NetworkInterface.1.SecurityGroupId" : "SecurityGroupId");
        for (String group : groups) {
            if (!Xml.text(moto.securityGroup(request, group), "vpcId")
                    .orElse("")
                    .equals(vpc)) {
                throw new IamError(
                        400,
                        "InvalidParameter",
                        "Security group %s and subnet %s belong to different networks.".formatted(group, subnetId));
            }
        }
        return Xml.text(subnet, "availabilityZone").orElseThrow();
    }

    /**
     * The launch as moto takes it, which keeps volumes and the network interface after the instance unless it is told
     * not to; on EC2 both go with it, as the image has it.
     */
    private static Form forMoto(Form form) {
        Map<String, String> values = new LinkedHashMap<>();
        form.values()
                .forEach((name, value) -> values.put(
                        name.equals("SubnetId")
                                ? "NetworkInterface.1.SubnetId"
                                : name.replaceFirst("^NetworkInterface\\.1\\.SecurityGroupId", "SecurityGroupId"),
                        value));
        values.putIfAbsent("NetworkInterface.1.DeviceIndex", "0");
        values.putIfAbsent("NetworkInterface.1.DeleteOnTermination", "true");
        for (int i = 1; values.containsKey("BlockDeviceMapping." + i + ".DeviceName"); i++) {
            values.putIfAbsent("BlockDeviceMapping." + i + ".Ebs.DeleteOnTermination", "true");
        }
        return new Form(values);
    }

    private static void requireTaggable(Form form) {
        for (int i = 1; form.get("TagSpecification." + i + ".ResourceType").isPresent(); i++) {
            String kind = form.require("TagSpecification." + i + ".ResourceType");
            if (!TAGGED.contains(kind)) {
                throw Ec2Errors.value("TagSpecification", kind, "It is not made by a launch.");
            }
        }
    }
}
