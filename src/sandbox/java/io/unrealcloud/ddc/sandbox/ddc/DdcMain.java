package io.unrealcloud.ddc.sandbox.ddc;

import io.unrealcloud.ddc.sandbox.ddc.config.Release;
import io.unrealcloud.ddc.sandbox.ddc.config.SettingsSources;
import io.unrealcloud.ddc.sandbox.ddc.config.StartupException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/**
 * The stand-in as a process, for a container. The release is the image's: the one argument. Everything else comes
 * from the mounted file and the environment, as with DDC.
 */
public final class DdcMain {
    private DdcMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 1) {
            System.err.println("Give the release to stand in for: 1.2, 1.3, 1.4 or 5.8.");
            System.exit(2);
        }
        try {
            DdcStandIn ddc = DdcStandIn.start(
                    SettingsSources.read(SettingsSources.MOUNTED, System.getenv()),
                    Release.of(arguments[0]),
                    new DdcStandIn.Host(System.getenv(), InstantSource.system(), DdcMain::sleep, "0.0.0.0", false));
            Runtime.getRuntime().addShutdownHook(new Thread(ddc::close, "stop-ddc"));
            System.out.println("Application started. Now listening on: " + ddc.publicUri());
            new CountDownLatch(1).await();
        } catch (StartupException e) {
            System.err.println("Unhandled exception. " + e.getMessage());
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void sleep(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartupException("Interrupted while waiting for the database", e);
        }
    }
}
