package io.unrealcloud.ddc.sandbox.cqlfront;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import io.unrealcloud.ddc.sandbox.cqlfront.FrontSettings.Paging;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages that are cut by bytes, and pages without rows. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrontPagingTest {
    private static final int ROWS = 40;
    private static final int ROW_BYTES = 100_000;

    @TempDir
    static Path directory;

    private FrontFixture fixture;
    private String ks;

    @BeforeAll
    void start() {
        fixture = new FrontFixture(directory);
        CqlSession session = fixture.session(fixture.front("us-east-1"));
        ks = fixture.newName();
        session.execute("CREATE KEYSPACE " + ks + " WITH replication = {'class': 'SingleRegionStrategy'}");
        session.execute("CREATE TABLE " + ks + ".t (k text, c int, v blob, PRIMARY KEY (k, c))");
        PreparedStatement insert = session.prepare("INSERT INTO " + ks + ".t (k, c, v) VALUES ('a', ?, ?)");
        for (int i = 0; i < ROWS; i++) {
            session.execute(insert.bind(i, ByteBuffer.allocate(ROW_BYTES)));
        }
    }

    @AfterAll
    void stop() throws Exception {
        fixture.close();
    }

    /** The row keys of each page. */
    private static List<List<Integer>> pages(CqlSession session, Statement<?> statement) {
        List<List<Integer>> pages = new ArrayList<>();
        AsyncResultSet page =
                session.executeAsync(statement).toCompletableFuture().join();
        while (true) {
            List<Integer> rows = new ArrayList<>();
            for (Row row : page.currentPage()) {
                rows.add(row.getInt("c"));
            }
            pages.add(rows);
            if (!page.hasMorePages()) {
                return pages;
            }
            page = page.fetchNextPage().toCompletableFuture().join();
        }
    }

    @Test
    void noPageIsLongerThanAMegabyte() {
        CqlSession session = fixture.session(fixture.front("us-east-1"));
        PreparedStatement select = session.prepare("SELECT c, v FROM " + ks + ".t WHERE k = ?");
        for (Statement<?> statement :
                List.<Statement<?>>of(select.bind("a"), SimpleStatement.newInstance("SELECT c, v FROM " + ks + ".t"))) {
            List<List<Integer>> pages = pages(session, statement);
            assertThat(pages).allSatisfy(page -> assertThat(page).hasSizeLessThanOrEqualTo((1 << 20) / ROW_BYTES));
            assertThat(pages.stream().flatMap(List::stream))
                    .containsExactlyElementsOf(IntStream.range(0, ROWS).boxed().toList());
        }
        assertThat(pages(session, SimpleStatement.newInstance("SELECT c, v FROM " + ks + ".t LIMIT 13")).stream()
                        .flatMap(List::stream))
                .hasSize(13);
    }

    @Test
    void aPageHasOneRowAtLeast() {
        CqlFront front = fixture.front("us-east-1", settings -> settings.withPaging(new Paging(ROW_BYTES / 2, 0)));
        List<List<Integer>> pages =
                pages(fixture.session(front), SimpleStatement.newInstance("SELECT c, v FROM " + ks + ".t"));
        assertThat(pages.stream().filter(page -> !page.isEmpty())).hasSize(ROWS).allSatisfy(page -> assertThat(page)
                .hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 7", "0.9, 3", "0.25, 1", "0.34, 5000"})
    void emptyPagesLoseNothing(double fraction, int pageSize) {
        CqlFront front = fixture.front("us-east-1", settings -> settings.withPaging(new Paging(1 << 20, fraction)));
        CqlSession session = fixture.session(front);
        Statement<?> select = SimpleStatement.newInstance("SELECT c, v FROM " + ks + ".t WHERE k = 'a'")
                .setPageSize(pageSize);
        int empty = 0;
        for (int i = 0; i < 3; i++) {
            List<List<Integer>> pages = pages(session, select);
            assertThat(pages.stream().flatMap(List::stream))
                    .containsExactlyElementsOf(IntStream.range(0, ROWS).boxed().toList());
            empty += (int) pages.subList(0, pages.size() - 1).stream()
                    .filter(List::isEmpty)
                    .count();
        }
        assertThat(empty).isPositive();
    }
}
