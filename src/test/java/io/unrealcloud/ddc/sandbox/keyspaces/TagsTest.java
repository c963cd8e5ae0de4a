package io.unrealcloud.ddc.sandbox.keyspaces;

import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.keyspace;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.model.AccessDeniedException;
import software.amazon.awssdk.services.keyspaces.model.ResourceNotFoundException;
import software.amazon.awssdk.services.keyspaces.model.Tag;
import software.amazon.awssdk.services.keyspaces.model.ValidationException;

/** Tags of keyspaces and tables. */
class TagsTest {

    private final Emulated emulated = new Emulated();
    private final KeyspacesClient client = emulated.client();
    private String arn;

    @BeforeEach
    void keyspaceThere() {
        arn = client.createKeyspace(keyspace("jupiter")).resourceArn();
    }

    @AfterEach
    void stop() {
        emulated.close();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private List<String> tags(String of) {
        return client.listTagsForResource(r -> r.resourceArn(of)).tags().stream()
                .map(t -> t.key() + "=" + t.value())
                .toList();
    }

    @Test
    void areSetReplacedAndRemoved() {
        client.tagResource(r -> r.resourceArn(arn).tags(tag("b", "1"), tag("a", "arn:aws:eks:us-east-1:1:cluster/x")));
        client.tagResource(r -> r.resourceArn(arn).tags(tag("b", "2")));
        assertThat(tags(arn)).containsExactly("a=arn:aws:eks:us-east-1:1:cluster/x", "b=2");
        client.untagResource(r -> r.resourceArn(arn).tags(tag("b", "2")));
        assertThat(tags(arn)).containsExactly("a=arn:aws:eks:us-east-1:1:cluster/x");
    }

    @Test
    void areRemovedByKeyAndValue() {
        client.tagResource(r -> r.resourceArn(arn).tags(tag("b", "1")));
        client.untagResource(r -> r.resourceArn(arn).tags(tag("b", "2"), tag("c", "1")));
        assertThat(tags(arn)).containsExactly("b=1");
    }

    @Test
    void areSetAtCreation() {
        String table = client.createTable(
                        table("jupiter", "objects").tags(tag("k", "v")).build())
                .resourceArn();
        assertThat(tags(table)).containsExactly("k=v");
        assertThat(tags(arn)).isEmpty();
    }

    @Test
    void areAtMostFifty() {
        List<Tag> fifty =
                IntStream.range(0, 50).mapToObj(i -> tag("k" + i, "v")).toList();
        client.tagResource(r -> r.resourceArn(arn).tags(fifty));
        client.tagResource(r -> r.resourceArn(arn).tags(tag("k0", "again")));
        assertThatThrownBy(() -> client.tagResource(r -> r.resourceArn(arn).tags(tag("k50", "v"))))
                .isInstanceOf(ValidationException.class);
        assertThat(tags(arn)).hasSize(50);
    }

    @Test
    void haveLimits() {
        client.tagResource(r -> r.resourceArn(arn).tags(tag("k".repeat(128), "v".repeat(256))));
        assertRefused(tag("k".repeat(129), "v"));
        assertRefused(tag("k", "v".repeat(257)));
        assertRefused(tag("", "v"));
        assertRefused(tag("k", ""));
        assertRefused(tag("aws:mine", "v"));
        assertRefused(tag("k", "a*b"));
        assertRefused(tag("k", "1"), tag("k", "2"));
        assertRefused();
    }

    private void assertRefused(Tag... tags) {
        assertThatThrownBy(() -> client.tagResource(r -> r.resourceArn(arn).tags(tags)))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void areAPerRegionAndPerAccountMatter() {
        assertThatThrownBy(() -> emulated.client("us-west-2").listTagsForResource(r -> r.resourceArn(arn)))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> emulated.otherAccount().listTagsForResource(r -> r.resourceArn(arn)))
                .isInstanceOf(AccessDeniedException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:cassandra:us-east-1:111122223333:/keyspace/jupiter",
                "arn:aws:cassandra:us-east-1:111122223333:keyspace/jupiter/",
                "arn:aws:cassandra:us-east-1:111122223333:/keyspace/jupiter/table/",
                "arn:aws:s3:::a-bucket-somewhere"
            })
    void needTheArnAsTheServiceWritesIt(String wrong) {
        assertThatThrownBy(() -> client.listTagsForResource(r -> r.resourceArn(wrong)))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void needAResourceThatIsThere() {
        assertThatThrownBy(() -> client.listTagsForResource(r -> r.resourceArn(arn + "table/none")))
                .isInstanceOf(ResourceNotFoundException.class);
        emulated.slow(Delay.CREATE_TABLE);
        client.createTable(table("jupiter", "objects").build());
        assertThatThrownBy(() -> client.tagResource(
                        r -> r.resourceArn(arn + "table/objects").tags(tag("k", "v"))))
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
