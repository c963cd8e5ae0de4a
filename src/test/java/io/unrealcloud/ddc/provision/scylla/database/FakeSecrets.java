package io.unrealcloud.ddc.provision.scylla.database;

import io.unrealcloud.ddc.aws.AwsCall;
import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.secrets.SecretDescription;
import io.unrealcloud.ddc.aws.secrets.SecretValue;
import io.unrealcloud.ddc.aws.secrets.SecretsPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Secrets Manager in memory, as strict as the service: what is there is not created, what is not is not changed. */
final class FakeSecrets implements SecretsPort {

    private static final class Entry {
        private final List<String> values = new ArrayList<>();
        private final Map<String, String> tags = new TreeMap<>();
        private boolean deleting;
    }

    final Map<String, Entry> secrets = new TreeMap<>();
    int reads;

    @Override
    public Optional<SecretDescription> describe(String name) {
        reads++;
        return Optional.ofNullable(secrets.get(name))
                .map(entry -> new SecretDescription(name, "arn:" + name, entry.tags, entry.deleting));
    }

    @Override
    public Optional<SecretValue> value(String name) {
        reads++;
        return back(name, 1);
    }

    @Override
    public Optional<SecretValue> previousValue(String name) {
        reads++;
        return back(name, 2);
    }

    private Optional<SecretValue> back(String name, int steps) {
        return Optional.ofNullable(secrets.get(name))
                .filter(entry -> !entry.deleting && entry.values.size() >= steps)
                .map(entry -> {
                    int at = entry.values.size() - steps;
                    return new SecretValue("v" + at, entry.values.get(at));
                });
    }

    @Override
    public void create(String name, String description, String value, Map<String, String> tags) {
        if (secrets.containsKey(name)) {
            throw failure(AwsError.CONFLICT, "CreateSecret", name);
        }
        Entry entry = new Entry();
        entry.values.add(value);
        entry.tags.putAll(tags);
        secrets.put(name, entry);
    }

    @Override
    public void put(String name, String value) {
        living(name, "PutSecretValue").values.add(value);
    }

    @Override
    public void tag(String name, Map<String, String> tags) {
        living(name, "TagResource").tags.putAll(tags);
    }

    @Override
    public void untag(String name, Set<String> keys) {
        living(name, "UntagResource").tags.keySet().removeAll(keys);
    }

    @Override
    public void delete(String name) {
        secrets.remove(name);
    }

    void schedule(String name) {
        living(name, "DeleteSecret").deleting = true;
    }

    @Override
    public void restore(String name) {
        secrets.get(name).deleting = false;
    }

    Map<String, String> tags(String name) {
        return Map.copyOf(secrets.get(name).tags);
    }

    private Entry living(String name, String call) {
        Entry entry = secrets.get(name);
        if (entry == null) {
            throw failure(AwsError.NOT_FOUND, call, name);
        }
        if (entry.deleting) {
            throw failure(AwsError.INVALID_REQUEST, call, name);
        }
        return entry;
    }

    static AwsException failure(AwsError error, String call, String name) {
        return new AwsException(
                error,
                new AwsCall("SecretsManager", call, "us-east-1", name),
                "Test",
                "As the service says",
                null,
                null);
    }
}
