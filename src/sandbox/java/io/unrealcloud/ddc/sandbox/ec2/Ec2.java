package io.unrealcloud.ddc.sandbox.ec2;

import io.unrealcloud.ddc.sandbox.ec2.Ec2Settings.Lag;
import io.unrealcloud.ddc.sandbox.ec2.Fleet.Life;
import io.unrealcloud.ddc.sandbox.ec2.Fleet.State;
import io.unrealcloud.ddc.sandbox.ec2.Form.Filter;
import io.unrealcloud.ddc.sandbox.ec2.Images.Image;
import io.unrealcloud.ddc.sandbox.iam.IamError;
import io.unrealcloud.ddc.sandbox.iam.MotoRoles.Profile;
import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.moto.AwsAnswer;
import io.unrealcloud.ddc.sandbox.moto.AwsRequest;
import io.unrealcloud.ddc.sandbox.moto.AwsService;
import io.unrealcloud.ddc.sandbox.moto.Xml;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** EC2's query API (Amazon EC2 API reference, 2016-11-15). What nobody has compared with EC2 is refused. */
public final class Ec2 implements AwsService {

    /** moto answers these as EC2 does, as far as anybody here uses them. */
    private static final Set<String> FINE = Set.of(
            "DescribeRegions",
            "DescribeAvailabilityZones",
            "DescribeVpcs",
            "DescribeSubnets",
            "DescribeSecurityGroupRules",
            "DescribeNetworkInterfaces",
            "DescribeVolumes",
            "DescribeInstanceTypes",
            "DescribeInstanceTypeOfferings",
            "DescribeTags",
            "CreateVpc",
            "ModifyVpcAttribute",
            "DeleteVpc",
            "CreateSubnet",
            "DeleteSubnet",
            "RevokeSecurityGroupIngress",
            "RevokeSecurityGroupEgress",
            "DeleteNetworkInterface",
            "DeleteVolume");

    private static final Set<String> STATES = Set.of("instance-state-name", "instance-state-code");

    private final Objects moto;
    private final Fleet fleet;
    private final Launches launches;
    private final Ec2Settings settings;
    private final Clock clock;
    private final Map<String, Instant> newGroups = new ConcurrentHashMap<>();

    /**
     * @param moto answers what it can
     * @param profiles finds an instance profile by name
     */
    public Ec2(
            AwsService moto,
            Fleet fleet,
            Ec2Settings settings,
            Function<String, Optional<Profile>> profiles,
            Clock clock) {
        this.moto = new Objects(moto);
        this.fleet = fleet;
        this.settings = settings;
        this.clock = clock;
        this.launches = new Launches(this.moto, fleet, settings, profiles, clock);
    }

    @Override
    public AwsAnswer answer(AwsRequest request) {
        Form form = new Form(request.form());
        return switch (form.action()) {
            case "RunInstances" -> withStates(launches.run(request, form), "RunInstancesResponse");
            case "DescribeInstances" -> instances(request, form);
            case "DescribeInstanceAttribute" -> attribute(request, form);
            case "ModifyInstanceAttribute" -> modify(request, form);
            case "TerminateInstances" -> terminate(request, form);
            case "StopInstances" -> stop(request, form);
            case "StartInstances" -> restart(request, form);
            case "DescribeImages" -> images(request, form);
            case "CreateSecurityGroup" -> createGroup(request, form);
            case "DescribeSecurityGroups" -> groups(request, form);
            case "DeleteSecurityGroup" -> deleteGroup(request, form);
            case "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress" -> authorize(request, form);
            case "CreateTags", "DeleteTags" -> tag(request, form);
            case String action when FINE.contains(action) -> moto.ask(request, form);
            case String action -> throw new NotEmulated("the operation " + action + " of EC2");
        };
    }

    private AwsAnswer instances(AwsRequest request, Form form) {
        form.list("InstanceId").forEach(this::requireVisible);
        List<Filter> byState = form.filters().stream()
                .filter(filter -> STATES.contains(filter.name()))
                .toList();
        List<Filter> others = form.filters().stream()
                .filter(filter -> !STATES.contains(filter.name()))
                .toList();
        AwsAnswer answer = moto.ask(request, form.withFilters(others));
        if (!answer.fine()) {
            return answer;
        }
        Document document = Xml.parse(answer.text());
        for (Element reservation : Xml.all(document, "DescribeInstancesResponse", "reservationSet", "item")) {
            for (Element instance : Xml.all(reservation, "instancesSet", "item")) {
                show(instance);
                if (hidden(instance) || !fits(instance, byState)) {
                    Xml.remove(instance);
                }
            }
            if (Xml.all(reservation, "instancesSet", "item").isEmpty()) {
                Xml.remove(reservation);
            }
        }
        return answer.withBody(Xml.text(document));
    }

    private static boolean fits(Element instance, List<Filter> byState) {
        return byState.stream()
                .allMatch(filter -> filter.fits(Xml.text(
                                instance,
                                "instanceState",
                                filter.name().equals("instance-state-name") ? "name" : "code")
                        .orElse("")));
    }

    private boolean hidden(Element instance) {
        return life(instance).map(life -> !fleet.visible(life)).orElse(false);
    }

    private Optional<Life> life(Element instance) {
        return Xml.text(instance, "instanceId").flatMap(fleet::life);
    }

    /** The states of an answer are moto's; these are the true ones. */
    private AwsAnswer withStates(AwsAnswer answer, String response) {
        if (!answer.fine()) {
            return answer;
        }
        Document document = Xml.parse(answer.text());
        Xml.all(document, response, "instancesSet", "item").forEach(this::show);
        return answer.withBody(Xml.text(document));
    }

    private void show(Element instance) {
        life(instance).ifPresent(life -> {
            state(Xml.child(instance, "instanceState"), fleet.state(life));
            String reason = fleet.reason(life);
            if (!reason.isEmpty()) {
                Element why = Xml.child(instance, "stateReason");
                Xml.set(why, "code", reason.substring(0, reason.indexOf(':')));
                Xml.set(why, "message", reason);
            }
        });
    }

    private static void state(Element element, State state) {
        Xml.set(element, "code", String.valueOf(state.code));
        Xml.set(element, "name", state.text);
    }

    private void requireVisible(String id) {
        if (fleet.life(id).map(life -> !fleet.visible(life)).orElse(false)) {
            throw Ec2Errors.unknownInstance(id);
        }
    }

    private AwsAnswer attribute(AwsRequest request, Form form) {
        requireVisible(form.require("InstanceId"));
        return moto.ask(request, form);
    }

    /** One attribute a call (Amazon EC2 API reference: ModifyInstanceAttribute). */
    private AwsAnswer modify(AwsRequest request, Form form) {
        List<String> attributes = form.values().keySet().stream()
                .filter(name ->
                        !Set.of("Action", "Version", "InstanceId", "DryRun").contains(name))
                .map(name -> name.replaceAll("\\..*", ""))
                .distinct()
                .toList();
        if (attributes.size() > 1) {
            throw Ec2Errors.combination("Fields for multiple attribute types specified: " + attributes);
        }
        if (!Set.of("DisableApiTermination", "DisableApiStop").containsAll(attributes)) {
            throw new NotEmulated("ModifyInstanceAttribute of " + attributes);
        }
        String id = form.require("InstanceId");
        requireVisible(id);
        if (fleet.life(id).map(life -> fleet.state(life) == State.TERMINATED).orElse(false)) {
            throw new IamError(
                    400, "IncorrectInstanceState", "The instance '" + id + "' is not in a state for this: terminated");
        }
        return moto.ask(request, form);
    }

    private AwsAnswer terminate(AwsRequest request, Form form) {
        List<Life> lives = lives(request, form);
        for (Life life : lives) {
            if (fleet.state(life) != State.TERMINATED
                    && moto.attribute(request, life.spec.instanceId(), "disableApiTermination")) {
                throw new IamError(
                        400,
                        "OperationNotPermitted",
                        "The instance '%s' may not be terminated. Modify its 'disableApiTermination' instance attribute"
                                        .formatted(life.spec.instanceId())
                                + " and try again.");
            }
        }
        return change(
                request,
                form,
                lives,
                "TerminateInstances",
                life -> fleet.end(
                        life,
                        State.TERMINATED,
                        () -> moto.document(
                                request, Form.of("TerminateInstances", "InstanceId.1", life.spec.instanceId()))));
    }

    private AwsAnswer stop(AwsRequest request, Form form) {
        List<Life> lives = lives(request, form);
        for (Life life : lives) {
            requireState(life, Set.of(State.PENDING, State.RUNNING, State.STOPPING, State.STOPPED));
            if (moto.attribute(request, life.spec.instanceId(), "disableApiStop")) {
                throw new IamError(
                        400,
                        "OperationNotPermitted",
                        "The instance '%s' may not be stopped. Modify its 'disableApiStop' instance attribute and try"
                                        .formatted(life.spec.instanceId())
                                + " again.");
            }
        }
        return change(request, form, lives, "StopInstances", life -> {
            if (fleet.state(life) == State.PENDING || fleet.state(life) == State.RUNNING) {
                fleet.end(
                        life,
                        State.STOPPED,
                        () -> moto.document(request, Form.of("StopInstances", "InstanceId.1", life.spec.instanceId())));
            }
        });
    }

    private AwsAnswer restart(AwsRequest request, Form form) {
        List<Life> lives = lives(request, form);
        lives.forEach(life -> requireState(life, Set.of(State.STOPPED, State.PENDING, State.RUNNING)));
        return change(request, form, lives, "StartInstances", life -> {
            if (fleet.state(life) == State.STOPPED) {
                moto.document(request, Form.of("StartInstances", "InstanceId.1", life.spec.instanceId()));
                fleet.restart(life);
            }
        });
    }

    private void requireState(Life life, Set<State> states) {
        if (!states.contains(fleet.state(life))) {
            throw new IamError(
                    400,
                    "IncorrectInstanceState",
                    "The instance '%s' is not in a state from which it can be changed so: %s"
                            .formatted(life.spec.instanceId(), fleet.state(life).text));
        }
    }

    /** All the instances a request names, or its refusal: one id that is wrong fails the whole call. */
    private List<Life> lives(AwsRequest request, Form form) {
        List<Life> lives = new ArrayList<>();
        for (String id : form.list("InstanceId")) {
            // moto knows the forms of ids, and those it has.
            moto.document(request, Form.of("DescribeInstances", "InstanceId.1", id));
            lives.add(fleet.life(id)
                    .orElseThrow(() -> new NotEmulated("instances that were not launched through this front")));
        }
        if (lives.isEmpty()) {
            throw new IamError(400, "MissingParameter", "The request must contain the parameter InstanceId");
        }
        return lives;
    }

    private AwsAnswer change(
            AwsRequest request, Form form, List<Life> lives, String action, java.util.function.Consumer<Life> change) {
        if (form.yes("DryRun")) {
            return moto.ask(request, form);
        }
        StringBuilder items = new StringBuilder();
        for (Life life : lives) {
            State before = fleet.state(life);
            change.accept(life);
            State after = fleet.state(life);
            items.append("""
                <item><instanceId>%s</instanceId><currentState><code>%d</code><name>%s</name></currentState>\
                <previousState><code>%d</code><name>%s</name></previousState></item>\
                """.formatted(life.spec.instanceId(), after.code, after.text, before.code, before.text));
        }
        return AwsAnswer.xml(response(action, "<instancesSet>" + items + "</instancesSet>"));
    }

    private AwsAnswer images(AwsRequest request, Form form) {
        List<String> ids = form.list("ImageId");
        List<String> owners = form.list("Owner");
        List<Image> images = Images.of(request.region());
        ids.stream()
                .filter(id -> images.stream().noneMatch(image -> image.id().equals(id)))
                .findFirst()
                .ifPresent(id -> {
                    throw new IamError(
                            400,
                            id.matches("ami-[0-9a-f]{8}|ami-[0-9a-f]{17}")
                                    ? "InvalidAMIID.NotFound"
                                    : "InvalidAMIID.Malformed",
                            "The image id '[" + id + "]' does not exist");
                });
        StringBuilder items = new StringBuilder();
        images.stream()
                .filter(image -> ids.isEmpty() || ids.contains(image.id()))
                .filter(image -> owners.isEmpty() || owners.contains(Images.SCYLLA))
                .filter(image -> form.filters().stream().allMatch(filter -> image
                        .value(filter.name())
                        .orElseThrow(() -> new NotEmulated("the filter " + filter.name() + " of images"))
                        .stream()
                        .anyMatch(filter::fits)))
                .forEach(image -> items.append(image.xml()));
        return AwsAnswer.xml(response("DescribeImages", "<imagesSet>" + items + "</imagesSet>"));
    }

    private AwsAnswer createGroup(AwsRequest request, Form form) {
        AwsAnswer answer = moto.ask(request, form);
        if (answer.fine()) {
            Xml.text(Xml.parse(answer.text()).getDocumentElement(), "groupId")
                    .ifPresent(id -> newGroups.put(id, clock.instant()));
        }
        return answer;
    }

    /** Reads do not know of a new group at once. */
    private AwsAnswer groups(AwsRequest request, Form form) {
        form.list("GroupId").stream().filter(this::young).findFirst().ifPresent(id -> {
            throw new IamError(400, "InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
        });
        AwsAnswer answer = moto.ask(request, form);
        if (!answer.fine()) {
            return answer;
        }
        Document document = Xml.parse(answer.text());
        Xml.all(document.getDocumentElement(), "securityGroupInfo", "item").stream()
                .filter(group -> Xml.text(group, "groupId").map(this::young).orElse(false))
                .forEach(Xml::remove);
        return answer.withBody(Xml.text(document));
    }

    private boolean young(String group) {
        return Optional.ofNullable(newGroups.get(group))
                .map(made -> clock.instant().isBefore(made.plus(settings.lag(Lag.VISIBLE))))
                .orElse(false);
    }

    /** A group that an instance or a rule of another group uses stays. */
    private AwsAnswer deleteGroup(AwsRequest request, Form form) {
        String group = form.require("GroupId");
        Element found = moto.securityGroup(request, group);
        if (Xml.text(found, "groupName").orElse("").equals("default")) {
            throw new IamError(
                    400, "CannotDelete", "the specified group: \"" + group + "\" name: \"default\" cannot be deleted");
        }
        boolean used = Xml.all(
                                moto.document(
                                                request,
                                                Form.of(
                                                        "DescribeInstances",
                                                        "Filter.1.Name",
                                                        "instance.group-id",
                                                        "Filter.1.Value.1",
                                                        group))
                                        .getDocumentElement(),
                                "reservationSet",
                                "item",
                                "instancesSet",
                                "item")
                        .stream()
                        .anyMatch(instance -> !Xml.text(instance, "instanceState", "name")
                                .orElse("")
                                .equals("terminated"))
                || Xml.all(
                                moto.document(
                                                request,
                                                Form.of(
                                                        "DescribeSecurityGroups",
                                                        "Filter.1.Name",
                                                        "ip-permission.group-id",
                                                        "Filter.1.Value.1",
                                                        group))
                                        .getDocumentElement(),
                                "securityGroupInfo",
                                "item")
                        .stream()
                        .anyMatch(
                                other -> !Xml.text(other, "groupId").orElse("").equals(group));
        if (used) {
            throw Ec2Errors.dependency(group);
        }
        return moto.ask(request, form);
    }

    /** Each rule by itself, since moto keeps those it took before it met one that is there already. */
    private AwsAnswer authorize(AwsRequest request, Form form) {
        boolean many = form.values().keySet().stream()
                .anyMatch(
                        name -> name.matches(
                                "IpPermissions\\.([2-9]|\\d\\d+)\\..*|IpPermissions\\.1\\.(IpRanges|Ipv6Ranges|Groups)\\.([2-9]|\\d\\d+)\\..*"));
        if (many) {
            throw new NotEmulated(form.action() + " of several rules at once, which EC2 takes all or none of");
        }
        return moto.ask(request, form);
    }

    /** moto takes tags for what does not exist. */
    private AwsAnswer tag(AwsRequest request, Form form) {
        for (String id : form.list("ResourceId")) {
            switch (id.substring(0, Math.max(0, id.indexOf('-')))) {
                case "i" -> {
                    requireVisible(id);
                    moto.document(request, Form.of("DescribeInstances", "InstanceId.1", id));
                }
                case "sg" -> moto.securityGroup(request, id);
                case "subnet" -> moto.subnet(request, id);
                case "vol" -> moto.document(request, Form.of("DescribeVolumes", "VolumeId.1", id));
                case "eni" -> moto.document(request, Form.of("DescribeNetworkInterfaces", "NetworkInterfaceId.1", id));
                case "vpc" -> moto.document(request, Form.of("DescribeVpcs", "VpcId.1", id));
                default -> throw new NotEmulated("tags of " + id);
            }
        }
        for (int i = 1; form.get("Tag." + i + ".Key").isPresent(); i++) {
            if (form.require("Tag." + i + ".Key").startsWith("aws:")) {
                throw Ec2Errors.value(
                        "Tag.Key",
                        form.require("Tag." + i + ".Key"),
                        "Tag keys starting with 'aws:' are reserved for internal use");
            }
        }
        return moto.ask(request, form);
    }

    private static String response(String action, String content) {
        return "<%sResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>%s</requestId>%s</%sResponse>"
                .formatted(action, UUID.randomUUID(), content, action);
    }
}
