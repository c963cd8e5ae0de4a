package io.unrealcloud.ddc.workload;

import io.fabric8.kubernetes.api.model.Quantity;
import io.unrealcloud.ddc.api.v1alpha1.SettingSpec;
import io.unrealcloud.ddc.model.Names;
import io.unrealcloud.ddc.workload.WorkloadModel.Hold;
import io.unrealcloud.ddc.workload.settings.DdcSettings;
import io.unrealcloud.ddc.workload.settings.Role;
import io.unrealcloud.ddc.workload.settings.SettingsTable;
import io.unrealcloud.ddc.workload.settings.Situation;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration of DDC's pods of one role: the table, what the resource adds to it, and a digest of it all. */
public final class DdcConfiguration {

    /** DDC keeps its files below its limit only loosely; the volume has this share more than DDC is told. */
    private static final BigDecimal CACHE_SHARE = new BigDecimal("0.9");

    private static final int DIGEST_LENGTH = 16;

    private final WorkloadModel model;
    private final Role role;
    private final SettingsTable table;

    public DdcConfiguration(WorkloadModel model, Role role) {
        this.model = model;
        this.role = role;
        this.table = SettingsTable.load(model.revision().settings());
    }

    /** The content of {@code appsettings.Local.yaml}. */
    public String file() {
        return settings(model.gc().hold() != Hold.NO).yaml();
    }

    /** Environment variables without secrets. */
    public Map<String, String> environment() {
        return table.environment(situation(false));
    }

    /** Changes if, and only if, pods have to restart to run by what is configured now. */
    public String digest() {
        String all = settings(model.gc().hold() == Hold.FIRM).yaml() + "\0"
                + model.platform().trust().orElse("") + "\0" + model.secrets().digest();
        return Digest.of(all.getBytes(StandardCharsets.UTF_8)).substring(0, DIGEST_LENGTH);
    }

    private DdcSettings settings(boolean held) {
        DdcSettings settings = table.settings(situation(held));
        Namespaces.addTo(settings, model.application().namespaces());
        Sites.addTo(settings, model.application().sites());
        Optional.ofNullable(model.application().settings())
                .orElse(List.<SettingSpec>of())
                .forEach(setting -> settings.put(setting.name(), setting.value()));
        return settings;
    }

    private Situation situation(boolean held) {
        return new Situation(
                model.database().backend(),
                role,
                model.release(),
                model.worker(),
                model.storage().cache().isPresent(),
                model.sites(),
                values(held));
    }

    private Map<String, String> values(boolean held) {
        Map<String, String> values = new HashMap<>(model.database().values());
        values.put("site", model.site());
        values.put("region", model.region());
        values.put("bucket", model.storage().bucket());
        values.put("leaderConfigMap", model.names().leader());
        values.put("peerSelector", Labels.selector(model.names(), Role.SERVER));
        values.put("verificationNamespace", Names.VERIFICATION_NAMESPACE);
        values.put("gcRefs", Boolean.toString(model.gc().refs() && !held));
        values.put("gcBlobs", Boolean.toString(model.gc().blobs() && !held));
        values.put("lastAccessCutoff", days(model.gc().lastAccessDays()));
        values.put(
                "cacheBytes",
                model.storage().cache().map(cache -> bytes(cache.size())).orElse("0"));
        return values;
    }

    /** A .NET time span of whole days. */
    static String days(int days) {
        return days + ".00:00:00";
    }

    private static String bytes(String size) {
        return Quantity.getAmountInBytes(new Quantity(size))
                .multiply(CACHE_SHARE)
                .toBigInteger()
                .toString();
    }
}
