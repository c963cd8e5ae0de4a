package io.unrealcloud.ddc.gateway;

import io.netty.handler.ssl.SslContext;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Entry point of the sidecar. */
public final class GatewayMain {
    private static final int WRONG_CONFIGURATION = 2;

    private GatewayMain() {}

    /** Runs until SIGTERM, on which it drains; exits with 2 and one line if the configuration is wrong. */
    public static void main(String[] arguments) {
        List<String> given = List.of(arguments);
        if (given.contains("--help")) {
            System.out.print(Settings.help());
            return;
        }
        // A sidecar has little memory: few buffer arenas with small chunks.
        defaults(Map.of(
                "io.netty.allocator.numDirectArenas", "2",
                "io.netty.allocator.numHeapArenas", "1",
                "io.netty.allocator.maxOrder", "6",
                // The SDK and the driver log through SLF4J. The operator's provider needs the rest of the operator.
                "slf4j.provider", "org.slf4j.helpers.NOP_FallbackServiceProvider",
                "slf4j.internal.verbosity", "ERROR"));
        InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);
        try {
            GatewayConfig config = ConfigReader.read(given, System.getenv());
            Transport transport = Transport.best();
            SslContext tls = Tls.context(transport, config.upstreamTrust());
            Clock clock = Clock.systemUTC();
            Gateway gateway = Gateway.start(
                    config, transport, tls, Logins.of(config.login(), transport, tls, clock), clock, System::nanoTime);
            Runtime.getRuntime().addShutdownHook(new Thread(gateway::drain, "gateway-drain"));
            Logger.getLogger(GatewayMain.class.getName())
                    .log(
                            Level.INFO,
                            "CQL gateway on {0}, port {1}, for {2}:{3}; probes and metrics on port {4}",
                            new Object[] {
                                config.listen(),
                                String.valueOf(config.port()),
                                config.upstreamHost(),
                                String.valueOf(config.upstreamPort()),
                                String.valueOf(gateway.httpPort())
                            });
            if (transport == Transport.JDK) {
                Logger.getLogger(GatewayMain.class.getName())
                        .log(
                                Level.WARNING,
                                "The native libraries for sockets and TLS do not load, so every request costs more"
                                        + " processor time: {0}",
                                String.valueOf(Transport.obstacle()));
            }
        } catch (ConfigException e) {
            System.err.println("ddc-cql-gateway: " + e.getMessage());
            System.exit(WRONG_CONFIGURATION);
        }
    }

    private static void defaults(Map<String, String> properties) {
        properties.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
    }
}
