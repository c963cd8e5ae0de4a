package io.unrealcloud.ddc.ops;

import io.javaoperatorsdk.operator.Operator;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.unrealcloud.ddc.aws.AwsPorts;
import io.unrealcloud.ddc.model.Account;
import io.unrealcloud.ddc.model.OperatorSettings;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Starts the operator: first the checks, each with one clear line if it fails, then the controllers. */
@QuarkusMain
public class OperatorMain implements QuarkusApplication {

    private static final Logger LOG = Logger.getLogger(OperatorMain.class);

    @ConfigProperty(name = "ddc.operator.log.format")
    String logFormat;

    @Inject
    Instance<OperatorSettings> settings;

    @Inject
    Instance<Watched> watched;

    @Inject
    Instance<AwsPorts> aws;

    @Inject
    Instance<Account> account;

    @Inject
    Instance<Operator> operator;

    public static void main(String... args) {
        Quarkus.run(OperatorMain.class, OperatorMain::exit, args);
    }

    @Override
    public int run(String... args) {
        try {
            LogFormat.of(logFormat); // applied already, if there is one of that name
            if (args.length > 0) {
                return command(List.of(args));
            }
            LOG.infof(
                    "%d namespaces may use this operator.",
                    settings.get().tenancy().namespaces().size());
            Preflight.cluster(watched.get());
            LOG.infof("Working in AWS account %s.", account.get().id());
        } catch (RuntimeException failure) {
            StartupException known = startup(failure);
            if (known == null) {
                throw failure;
            }
            return refuse(known.getMessage());
        }
        operator.get().start();
        Quarkus.waitForExit();
        return 0;
    }

    private int command(List<String> words) {
        if (!words.equals(List.of(UninstallCheck.COMMAND))) {
            return refuse("There is no command '%s'. Without a command the operator runs; the other one is %s."
                    .formatted(String.join(" ", words), UninstallCheck.COMMAND));
        }
        return Preflight.uninstall(watched.get()).map(OperatorMain::refuse).orElse(0);
    }

    private static int refuse(String sentence) {
        System.err.println("unreal-cloud-ddc-operator: " + sentence);
        return 1;
    }

    private static void exit(Integer code, Throwable failure) {
        if (failure != null) {
            // By now the log has ended, and would swallow it.
            System.err.println("unreal-cloud-ddc-operator: It ends because of a failure nobody foresaw.");
            failure.printStackTrace();
        }
        System.exit(failure != null && code == 0 ? 1 : code);
    }

    private static StartupException startup(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartupException known) {
                return known;
            }
        }
        return null;
    }
}
