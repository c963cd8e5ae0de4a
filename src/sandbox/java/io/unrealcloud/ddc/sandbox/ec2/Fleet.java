package io.unrealcloud.ddc.sandbox.ec2;

import io.unrealcloud.ddc.sandbox.machines.Machine;
import io.unrealcloud.ddc.sandbox.machines.MachineKind;
import io.unrealcloud.ddc.sandbox.machines.MachineSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** The instances that were launched here, and their machines. An instance's state is what its machine makes of it. */
public final class Fleet implements AutoCloseable {

    /** State of an instance (Amazon EC2 API reference: InstanceState). */
    enum State {
        PENDING("pending", 0),
        RUNNING("running", 16),
        SHUTTING_DOWN("shutting-down", 32),
        TERMINATED("terminated", 48),
        STOPPING("stopping", 64),
        STOPPED("stopped", 80);

        final String text;
        final int code;

        State(String text, int code) {
            this.text = text;
            this.code = code;
        }
    }

    /** One instance. Guarded by itself. */
    static final class Life {
        final MachineSpec spec;
        final Optional<String> profile;
        final Instant launched;
        private State state = State.PENDING;
        private Instant since;
        private Machine machine;
        private String reason = "";

        Life(MachineSpec spec, Optional<String> profile, Instant launched) {
            this.spec = spec;
            this.profile = profile;
            this.launched = launched;
            this.since = launched;
        }
    }

    private final MachineKind kind;
    private final BiConsumer<MachineSpec, Optional<String>> roles;
    private final Path directory;
    private final Ec2Settings settings;
    private final Clock clock;
    private final Map<String, Life> lives = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param roles gives a machine the role of an instance profile, by its name, before it starts
     * @param directory where machines keep their files, one folder each; a terminated machine's is deleted, and so is
     *     what an earlier run left
     */
    public Fleet(
            MachineKind kind,
            BiConsumer<MachineSpec, Optional<String>> roles,
            Path directory,
            Ec2Settings settings,
            Clock clock) {
        this.kind = kind;
        this.roles = roles;
        this.directory = directory;
        this.settings = settings;
        this.clock = clock;
        delete(directory);
    }

    /** The machine of an instance that runs; empty for any other. */
    public Optional<Machine> machine(String instance) {
        Life life = lives.get(instance);
        if (life == null || state(life) != State.RUNNING) {
            return Optional.empty();
        }
        synchronized (life) {
            return Optional.ofNullable(life.machine);
        }
    }

    /** Ids of the Region's instances that are not terminated. */
    public List<String> instances(String region) {
        return lives.values().stream()
                .filter(life -> life.spec.region().equals(region) && state(life) != State.TERMINATED)
                .map(life -> life.spec.instanceId())
                .toList();
    }

    /** Whether the Region has such an instance that is not terminated. */
    public boolean exists(String region, String instance) {
        return life(instance)
                .filter(life -> life.spec.region().equals(region))
                .map(life -> state(life) != State.TERMINATED)
                .orElse(false);
    }

    /** Name of the instance profile that an instance was launched with. */
    public Optional<String> profile(String instance) {
        return life(instance).flatMap(life -> life.profile);
    }

    /** An instance's private IP address. */
    public Optional<String> address(String instance) {
        return life(instance).map(life -> life.spec.privateIp());
    }

    Path folder(String instance) {
        return directory.resolve(instance);
    }

    Optional<Life> life(String instance) {
        return Optional.ofNullable(lives.get(instance));
    }

    /** Starts the machine of a new instance. */
    void launch(MachineSpec spec, Optional<String> profile) {
        Life life = new Life(spec, profile, clock.instant());
        lives.put(spec.instanceId(), life);
        threads.execute(() -> begin(life));
    }

    /** Whether reads know of it yet, and still. */
    boolean visible(Life life) {
        Instant now = clock.instant();
        synchronized (life) {
            return !now.isBefore(life.launched.plus(settings.lag(Ec2Settings.Lag.VISIBLE)))
                    && (life.state != State.TERMINATED
                            || now.isBefore(life.since.plus(settings.lag(Ec2Settings.Lag.FORGOTTEN))));
        }
    }

    State state(Life life) {
        synchronized (life) {
            boolean time = !clock.instant().isBefore(life.since.plus(settings.lag(Ec2Settings.Lag.RUNNING)));
            return life.state == State.PENDING && life.machine != null && time ? State.RUNNING : life.state;
        }
    }

    /** Why it ended by itself; empty if it did not. */
    String reason(Life life) {
        synchronized (life) {
            return life.reason;
        }
    }

    /**
     * Ends the machine and then does the rest.
     *
     * @param to {@code STOPPED} or {@code TERMINATED}
     * @param then what follows when the machine is gone, before the instance is in its last state
     */
    void end(Life life, State to, Runnable then) {
        Machine machine;
        synchronized (life) {
            if (life.state == State.TERMINATED || life.state == State.SHUTTING_DOWN) {
                return;
            }
            enter(life, to == State.STOPPED ? State.STOPPING : State.SHUTTING_DOWN);
            machine = life.machine;
            life.machine = null;
        }
        threads.execute(() -> {
            try {
                if (machine != null) {
                    machine.close();
                }
                delete(life.spec.directory());
            } finally {
                try {
                    then.run();
                } finally {
                    ended(life, to);
                }
            }
        });
    }

    private void ended(Life life, State to) {
        synchronized (life) {
            // A stop that a termination has overtaken is over.
            if (to == State.TERMINATED || life.state == State.STOPPING) {
                enter(life, to);
            }
        }
    }

    /** A stopped instance begins again, on the same address, with nothing on its instance store. */
    void restart(Life life) {
        synchronized (life) {
            enter(life, State.PENDING);
        }
        threads.execute(() -> begin(life));
    }

    private void begin(Life life) {
        try {
            Files.createDirectories(life.spec.directory());
            roles.accept(life.spec, life.profile);
            Machine machine = kind.start(life.spec);
            boolean wanted;
            synchronized (life) {
                wanted = life.state == State.PENDING;
                if (wanted) {
                    life.machine = machine;
                }
            }
            if (!wanted) {
                machine.close();
            }
        } catch (IOException | RuntimeException e) {
            synchronized (life) {
                life.reason = "Server.InternalError: " + e.getMessage();
                enter(life, State.TERMINATED);
            }
        }
    }

    private void enter(Life life, State state) {
        life.state = state;
        life.since = clock.instant();
    }

    /** Ends every machine, all at the same time. */
    @Override
    public void close() {
        List<Machine> left = new ArrayList<>();
        for (Life life : lives.values()) {
            synchronized (life) {
                if (life.machine != null) {
                    left.add(life.machine);
                    life.machine = null;
                }
                life.state = State.TERMINATED;
            }
        }
        left.forEach(machine -> threads.execute(machine::close));
        threads.shutdown();
        try {
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("Machines did not end within a minute");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot delete " + folder, e);
        }
    }
}
