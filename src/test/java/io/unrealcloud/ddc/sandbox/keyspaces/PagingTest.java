package io.unrealcloud.ddc.sandbox.keyspaces;

import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.keyspace;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.table;
import static io.unrealcloud.ddc.sandbox.keyspaces.Requests.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.keyspaces.KeyspacesClient;
import software.amazon.awssdk.services.keyspaces.model.ListTablesResponse;
import software.amazon.awssdk.services.keyspaces.model.TableSummary;
import software.amazon.awssdk.services.keyspaces.model.Tag;
import software.amazon.awssdk.services.keyspaces.model.ValidationException;

/** Lists that come in pages. */
class PagingTest {

    private final Emulated emulated = new Emulated();
    private final KeyspacesClient client = emulated.client();

    @BeforeEach
    void fiveTablesThere() {
        client.createKeyspace(keyspace("jupiter"));
        IntStream.range(0, 5)
                .forEach(i -> client.createTable(table("jupiter", "t" + i).build()));
    }

    @AfterEach
    void stop() {
        emulated.close();
    }

    @Test
    void pagesTogetherAreTheWholeList() {
        assertThat(client.listTablesPaginator(r -> r.keyspaceName("jupiter").maxResults(2)))
                .hasSize(3)
                .flatExtracting(ListTablesResponse::tables)
                .extracting(TableSummary::tableName)
                .containsExactly("t0", "t1", "t2", "t3", "t4");
        IntStream.range(0, 3)
                .forEach(
                        i -> client.createType(type("jupiter", "u" + i, "x int").build()));
        assertThat(client.listTypesPaginator(r -> r.keyspaceName("jupiter").maxResults(1))
                        .types())
                .containsExactly("u0", "u1", "u2");
        assertThat(client.listKeyspacesPaginator(r -> r.maxResults(1)).keyspaces())
                .hasSize(5);
        String arn = client.getKeyspace(r -> r.keyspaceName("jupiter")).resourceArn();
        client.tagResource(r -> r.resourceArn(arn)
                .tags(
                        Tag.builder().key("a").value("1").build(),
                        Tag.builder().key("b").value("2").build()));
        assertThat(client.listTagsForResourcePaginator(r -> r.resourceArn(arn).maxResults(1))
                        .tags())
                .hasSize(2);
    }

    @Test
    void pageThatEndsTheListHasNoToken() {
        assertThat(client.listTables(r -> r.keyspaceName("jupiter").maxResults(5))
                        .nextToken())
                .isNull();
    }

    @Test
    void pagesGoOnWhenThingsComeAndGo() {
        ListTablesResponse first =
                client.listTables(r -> r.keyspaceName("jupiter").maxResults(2));
        client.deleteTable(r -> r.keyspaceName("jupiter").tableName("t0"));
        client.deleteTable(r -> r.keyspaceName("jupiter").tableName("t2"));
        assertThat(client.listTables(r -> r.keyspaceName("jupiter").nextToken(first.nextToken()))
                        .tables())
                .extracting(TableSummary::tableName)
                .containsExactly("t3", "t4");
    }

    @Test
    void tokensAreGoodForTheirListOnly() {
        client.createKeyspace(keyspace("saturn"));
        String token =
                client.listTables(r -> r.keyspaceName("jupiter").maxResults(2)).nextToken();
        assertThat(token).doesNotContain("t1");
        assertThatThrownBy(() -> client.listTables(r -> r.keyspaceName("saturn").nextToken(token)))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> client.listTypes(r -> r.keyspaceName("jupiter").nextToken(token)))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(
                        () -> client.listTables(r -> r.keyspaceName("jupiter").nextToken("%%")))
                .isInstanceOf(ValidationException.class);
    }

    @Test
    void pagesHaveOneToAThousandEntries() {
        assertThatThrownBy(
                        () -> client.listTables(r -> r.keyspaceName("jupiter").maxResults(0)))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(
                        () -> client.listTables(r -> r.keyspaceName("jupiter").maxResults(1001)))
                .isInstanceOf(ValidationException.class);
        client.listTables(r -> r.keyspaceName("jupiter").maxResults(1000));
    }
}
