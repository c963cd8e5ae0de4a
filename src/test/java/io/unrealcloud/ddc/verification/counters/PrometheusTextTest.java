package io.unrealcloud.ddc.verification.counters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrometheusTextTest {

    @Test
    void seriesLabelsAndNumbersAreRead() throws PrometheusText.MalformedException {
        assertThat(PrometheusText.parse("""
            # HELP up what it is
            # TYPE up gauge
            up 1
            refused_total{statement="CREATE INDEX"} 3
            seconds_bucket{le="+Inf",side="request",} 2.5e3 1764000000000

            odd{a = "quote \\" slash \\\\ line \\n end", b="}"}\t-Inf
            """))
                .containsExactly(
                        new Sample("up", Map.of(), 1),
                        new Sample("refused_total", Map.of("statement", "CREATE INDEX"), 3),
                        new Sample("seconds_bucket", Map.of("le", "+Inf", "side", "request"), 2500),
                        new Sample(
                                "odd",
                                Map.of("a", "quote \" slash \\ line \n end", "b", "}"),
                                Double.NEGATIVE_INFINITY));
        assertThat(PrometheusText.parse("x NaN").get(0).value()).isNaN();
        assertThat(PrometheusText.parse("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "name",
                "name{ 1",
                "name{a=\"b\" 1",
                "name{a=\"b} 1",
                "name{a=b} 1",
                "name{a=\"b\" c=\"d\"} 1",
                "name one",
                "name 1 2 3",
                "1name 1",
                "{\"json\": true}"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> PrometheusText.parse("good 1\n" + text))
                .isInstanceOf(PrometheusText.MalformedException.class);
    }

    /** Whatever answers on the port: a list or the one exception. */
    @Property
    void noTextBreaksIt(@ForAll String text) {
        try {
            assertThat(PrometheusText.parse(text)).doesNotContainNull();
        } catch (PrometheusText.MalformedException expected) {
            assertThat(expected).hasMessageContaining("Prometheus");
        }
    }
}
