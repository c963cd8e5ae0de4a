package io.unrealcloud.ddc.sandbox.ssm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.sandbox.ec2.Fleet;
import io.unrealcloud.ddc.sandbox.iam.IamError;
import io.unrealcloud.ddc.sandbox.iam.policy.NotEmulated;
import io.unrealcloud.ddc.sandbox.machines.CommandResult;
import io.unrealcloud.ddc.sandbox.machines.Machine;
import io.unrealcloud.ddc.sandbox.ssm.Agents.Ping;
import io.unrealcloud.ddc.sandbox.ssm.Content.Script;
import io.unrealcloud.ddc.sandbox.ssm.Documents.Chosen;
import io.unrealcloud.ddc.sandbox.ssm.SsmSettings.Lag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Run Command: an invocation for each instance of a command, carried out by its agent. */
final class Commands implements AutoCloseable {

    private static final String UUID_PATTERN = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    private static final Duration POLL = Duration.ofMillis(20);
    private static final int OUTPUT_MAX = 24_000;
    private static final int ERRORS_MAX = 8_000;
    private static final String CUT = "\n---Output truncated---";
    private static final int INSTANCES_MAX = 50;

    /** How an invocation stands (Systems Manager user guide: command statuses). */
    private enum Status {
        PENDING("Pending", "Pending"),
        IN_PROGRESS("InProgress", "In Progress"),
        SUCCESS("Success", "Success"),
        FAILED("Failed", "Failed"),
        UNDELIVERED("TimedOut", "Delivery Timed Out"),
        TIMED_OUT("TimedOut", "Execution Timed Out"),
        CANCELLING("Cancelling", "Cancelling"),
        CANCELLED("Cancelled", "Cancelled");

        final String text;
        final String details;

        Status(String text, String details) {
            this.text = text;
            this.details = details;
        }

        boolean over() {
            return this != PENDING && this != IN_PROGRESS && this != CANCELLING;
        }
    }

    /** One command on one instance. Guarded by itself. */
    private static final class Invocation {
        final String instance;
        Status status = Status.PENDING;
        Optional<CommandResult> result = Optional.empty();
        Optional<Instant> started = Optional.empty();
        Optional<Instant> ended = Optional.empty();
        Future<?> agent;

        Invocation(String instance) {
            this.instance = instance;
        }
    }

    private record Command(
            String id,
            String account,
            String region,
            String document,
            String version,
            String step,
            String comment,
            Instant sent,
            Map<String, Invocation> invocations) {}

    private final Fleet fleet;
    private final Agents agents;
    private final SsmSettings settings;
    private final Clock clock;
    private final Map<String, Command> commands = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Commands(Fleet fleet, Agents agents, SsmSettings settings, Clock clock) {
        this.fleet = fleet;
        this.agents = agents;
        this.settings = settings;
        this.clock = clock;
    }

    ObjectNode send(String account, String region, JsonNode request, Documents documents) {
        Documents.only(
                request,
                "DocumentName",
                "DocumentVersion",
                "InstanceIds",
                "Parameters",
                "Comment",
                "TimeoutSeconds",
                "MaxConcurrency",
                "MaxErrors");
        List<String> instances = texts(request.path("InstanceIds"));
        if (instances.isEmpty() || instances.size() > INSTANCES_MAX) {
            throw validation("instanceIds", "1 to 50 instances");
        }
        if (request.path("Comment").asText().length() > 100) {
            throw validation("comment", "at most 100 characters");
        }
        int patience = request.path("TimeoutSeconds").asInt(3600);
        if (patience < 30 || patience > 2_592_000) {
            throw validation("timeoutSeconds", "30 to 2592000");
        }
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.path("Parameters").properties().forEach(each -> {
            if (!each.getValue().isArray()) {
                throw new IamError(400, "SerializationException", "A parameter's value is a list of texts.");
            }
            parameters.put(each.getKey(), texts(each.getValue()));
        });
        Chosen chosen = documents.choose(
                request.path("DocumentName").asText(),
                request.path("DocumentVersion").asText());
        Script script = chosen.content().script(parameters);
        for (String instance : instances) {
            if (agents.ping(account, region, instance).isEmpty()) {
                throw new IamError(
                        400,
                        "InvalidInstanceId",
                        "Instances [[" + instance + "]] not in a valid state for account " + account);
            }
        }
        Map<String, Invocation> invocations = new LinkedHashMap<>();
        instances.forEach(instance -> invocations.put(instance, new Invocation(instance)));
        Command command = new Command(
                UUID.randomUUID().toString(),
                account,
                region,
                request.path("DocumentName").asText(),
                chosen.version(),
                chosen.content().step(),
                request.path("Comment").asText(),
                clock.instant(),
                invocations);
        commands.put(command.id(), command);
        invocations.values().forEach(invocation -> {
            synchronized (invocation) {
                invocation.agent =
                        threads.submit(() -> carryOut(command, invocation, script, Duration.ofSeconds(patience)));
            }
        });
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ObjectNode said = answer.putObject("Command")
                .put("CommandId", command.id())
                .put("DocumentName", command.document())
                .put("DocumentVersion", command.version())
                .put("Comment", command.comment())
                .put("RequestedDateTime", command.sent().toEpochMilli() / 1000.0)
                .put("ExpiresAfter", command.sent().plusSeconds(patience).toEpochMilli() / 1000.0)
                .put("Status", "Pending")
                .put("StatusDetails", "Pending")
                .put("TimeoutSeconds", patience)
                .put("MaxConcurrency", "50")
                .put("MaxErrors", "0")
                .put("TargetCount", instances.size())
                .put("CompletedCount", 0)
                .put("ErrorCount", 0)
                .put("DeliveryTimedOutCount", 0);
        instances.forEach(said.withArray("InstanceIds")::add);
        said.set("Parameters", request.path("Parameters"));
        return answer;
    }

    /** What the agent does: fetch the command when it is online, run it, and tell the end. */
    private void carryOut(Command command, Invocation invocation, Script script, Duration patience) {
        try {
            Instant late = command.sent().plus(patience);
            while (agents.ping(command.account(), command.region(), invocation.instance)
                            .filter(Ping.ONLINE::equals)
                            .isEmpty()
                    || fleet.machine(invocation.instance).isEmpty()) {
                if (!clock.instant().isBefore(late)) {
                    end(invocation, Status.UNDELIVERED, Optional.empty());
                    return;
                }
                Thread.sleep(POLL);
            }
            Machine machine = fleet.machine(invocation.instance).orElseThrow();
            synchronized (invocation) {
                invocation.status = Status.IN_PROGRESS;
                invocation.started = Optional.of(clock.instant());
            }
            CommandResult result = machine.run(script.text(), script.limit());
            end(
                    invocation,
                    result.timedOut() ? Status.TIMED_OUT : result.exitCode() == 0 ? Status.SUCCESS : Status.FAILED,
                    Optional.of(result));
        } catch (InterruptedException cancelled) {
            end(invocation, Status.CANCELLED, Optional.empty());
        } catch (RuntimeException broken) {
            // The machine went away under the script: the agent never tells the end, and the service gives up.
            end(
                    invocation,
                    Status.TIMED_OUT,
                    Optional.of(new CommandResult(-1, "", String.valueOf(broken.getMessage()), true)));
        }
    }

    private void end(Invocation invocation, Status status, Optional<CommandResult> result) {
        synchronized (invocation) {
            invocation.status = status;
            invocation.result = result;
            invocation.ended = Optional.of(clock.instant());
        }
    }

    ObjectNode get(String account, String region, JsonNode request) {
        Documents.only(request, "CommandId", "InstanceId", "PluginName");
        Command command = find(account, region, request.path("CommandId").asText());
        Invocation invocation =
                command.invocations().get(request.path("InstanceId").asText());
        if (invocation == null || clock.instant().isBefore(command.sent().plus(settings.lag(Lag.INVOCATION)))) {
            throw new IamError(400, "InvocationDoesNotExist", "");
        }
        String plugin = request.path("PluginName").asText(command.step());
        if (!plugin.equals(command.step())) {
            throw new IamError(400, "InvalidPluginName", "The plugin name is not valid.");
        }
        synchronized (invocation) {
            ObjectNode answer = JsonNodeFactory.instance
                    .objectNode()
                    .put("CommandId", command.id())
                    .put("InstanceId", invocation.instance)
                    .put("Comment", command.comment())
                    .put("DocumentName", command.document())
                    .put("DocumentVersion", command.version())
                    .put("PluginName", command.step())
                    .put("ResponseCode", code(invocation))
                    .put("Status", invocation.status.text)
                    .put("StatusDetails", invocation.status.details)
                    .put("StandardOutputContent", output(invocation))
                    .put("StandardOutputUrl", "")
                    .put("StandardErrorContent", errors(invocation))
                    .put("StandardErrorUrl", "");
            answer.put("ExecutionStartDateTime", time(invocation.started));
            answer.put("ExecutionEndDateTime", time(invocation.ended));
            answer.put(
                    "ExecutionElapsedTime",
                    invocation.started.isPresent() && invocation.ended.isPresent()
                            ? Duration.between(invocation.started.get(), invocation.ended.get())
                                    .toString()
                            : "");
            return answer;
        }
    }

    ObjectNode list(String account, String region, JsonNode request) {
        Documents.only(request, "CommandId", "InstanceId", "Details", "MaxResults", "NextToken");
        String id = request.path("CommandId").asText();
        String instance = request.path("InstanceId").asText();
        if (!id.isEmpty()) {
            requireId(id);
        }
        if (!request.path("NextToken").asText().isEmpty()) {
            throw new IamError(400, "InvalidNextToken", "The specified token is not valid.");
        }
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray("CommandInvocations");
        List<Command> known = new ArrayList<>(commands.values());
        known.sort((a, b) -> b.sent().compareTo(a.sent()));
        for (Command command : known) {
            if (!command.account().equals(account)
                    || !command.region().equals(region)
                    || !id.isEmpty() && !command.id().equals(id)
                    || clock.instant().isBefore(command.sent().plus(settings.lag(Lag.INVOCATION)))) {
                continue;
            }
            command.invocations().values().stream()
                    .filter(invocation -> instance.isEmpty() || invocation.instance.equals(instance))
                    .forEach(invocation -> answer.withArray("CommandInvocations")
                            .add(listed(
                                    command, invocation, request.path("Details").asBoolean())));
        }
        int most = request.path("MaxResults").asInt(INSTANCES_MAX);
        if (answer.path("CommandInvocations").size() > most) {
            throw new NotEmulated("more pages of invocations");
        }
        return answer;
    }

    private ObjectNode listed(Command command, Invocation invocation, boolean details) {
        synchronized (invocation) {
            ObjectNode listed = JsonNodeFactory.instance
                    .objectNode()
                    .put("CommandId", command.id())
                    .put("InstanceId", invocation.instance)
                    .put("Comment", command.comment())
                    .put("DocumentName", command.document())
                    .put("DocumentVersion", command.version())
                    .put("RequestedDateTime", command.sent().toEpochMilli() / 1000.0)
                    .put("Status", invocation.status.text)
                    .put("StatusDetails", invocation.status.details);
            if (details) {
                listed.withArray("CommandPlugins")
                        .addObject()
                        .put("Name", command.step())
                        .put("Status", invocation.status.text)
                        .put("StatusDetails", invocation.status.details)
                        .put("ResponseCode", code(invocation))
                        .put("Output", output(invocation));
            }
            return listed;
        }
    }

    /** Tries to; what is over stays as it ended. */
    ObjectNode cancel(String account, String region, JsonNode request) {
        Documents.only(request, "CommandId", "InstanceIds");
        Command command = find(account, region, request.path("CommandId").asText());
        List<String> instances = texts(request.path("InstanceIds"));
        for (Invocation invocation : command.invocations().values()) {
            synchronized (invocation) {
                if (!invocation.status.over() && (instances.isEmpty() || instances.contains(invocation.instance))) {
                    invocation.status = Status.CANCELLING;
                    invocation.agent.cancel(true);
                }
            }
        }
        return JsonNodeFactory.instance.objectNode();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private Command find(String account, String region, String id) {
        requireId(id);
        return Optional.ofNullable(commands.get(id))
                .filter(command ->
                        command.account().equals(account) && command.region().equals(region))
                .orElseThrow(() -> new IamError(400, "InvalidCommandId", "The specified command ID is not valid."));
    }

    private static void requireId(String id) {
        if (!id.matches(UUID_PATTERN)) {
            throw validation("commandId", "a UUID");
        }
    }

    private static int code(Invocation invocation) {
        return invocation.status == Status.SUCCESS || invocation.status == Status.FAILED
                ? invocation.result.map(CommandResult::exitCode).orElse(-1)
                : -1;
    }

    private static String output(Invocation invocation) {
        return cut(invocation.result.map(CommandResult::output).orElse(""), OUTPUT_MAX);
    }

    /** The agent adds how the script ended. */
    private static String errors(Invocation invocation) {
        String errors = invocation.result.map(CommandResult::errors).orElse("");
        return cut(
                invocation.status == Status.FAILED
                        ? errors + "failed to run commands: exit status " + code(invocation)
                        : errors,
                ERRORS_MAX);
    }

    private static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most - CUT.length()) + CUT;
    }

    private static String time(Optional<Instant> time) {
        return time.map(instant -> instant.truncatedTo(ChronoUnit.MILLIS).toString())
                .orElse("");
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static IamError validation(String member, String constraint) {
        return new IamError(
                400, "ValidationException", "Value at '" + member + "' failed to satisfy constraint: " + constraint);
    }
}
