package io.unrealcloud.ddc.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.bouncycastle.crypto.digests.Blake3Digest;
import org.junit.jupiter.api.Test;

/** Hashes against published values, and against an implementation that is not ours. */
class HashTest {
    private static final byte[] TEST = "test".getBytes(StandardCharsets.UTF_8);

    @Test
    void emptyInput() {
        assertThat(HexFormat.of().formatHex(Blake3.hash(new byte[0])))
                .isEqualTo("af1349b9f5f9a1a6a0404dea36dcc9499bcb25c9adc112b7cc9a93cae41f3262");
    }

    @Test
    void theHashAStudioSendsForTest() {
        assertThat(IoHash.of(TEST)).hasToString("4878ca0425c739fa427f7eda20fe845f6b2e46ba");
    }

    @Test
    void theObjectDdcWrapsAroundTest() {
        byte[] wrapper = CompactBinary.wrapping(TEST);
        assertThat(wrapper).hasSize(41);
        assertThat(IoHash.of(wrapper)).hasToString("7d873dcc262f62fbaa871fe61b2b52d715a1171e");
    }

    @Property(tries = 300)
    void everyLengthAgrees(@ForAll @IntRange(max = 20_000) int length, @ForAll byte seed) {
        byte[] input = new byte[length];
        for (int i = 0; i < length; i++) {
            input[i] = (byte) (i * 31 + seed + i / 251);
        }
        assertThat(Blake3.hash(input)).isEqualTo(reference(input));
    }

    @Test
    void chunkAndBlockEdgesAgree() {
        for (int base : new int[] {64, 1024, 2048, 3072, 4096, 8192, 16384, 31744, 102400}) {
            for (int length = base - 1; length <= base + 1; length++) {
                byte[] input = new byte[length];
                for (int i = 0; i < length; i++) {
                    input[i] = (byte) (i % 251);
                }
                assertThat(Blake3.hash(input)).as("%s bytes", length).isEqualTo(reference(input));
            }
        }
    }

    @Test
    void parsesEitherCaseAndRefusesTheRest() {
        assertThat(IoHash.parse("4878CA0425C739FA427F7EDA20FE845F6B2E46BA")).isEqualTo(IoHash.of(TEST));
        assertThatThrownBy(() -> IoHash.parse("4878")).hasMessageContaining("40 hexadecimal digits");
        assertThatThrownBy(() -> IoHash.parse("x".repeat(40))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> IoHash.fromBytes(new byte[19])).hasMessageContaining("19");
    }

    private static byte[] reference(byte[] input) {
        Blake3Digest digest = new Blake3Digest(32);
        digest.update(input, 0, input.length);
        byte[] out = new byte[32];
        digest.doFinal(out, 0);
        return out;
    }
}
