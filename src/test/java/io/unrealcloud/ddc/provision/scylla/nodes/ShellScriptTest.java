package io.unrealcloud.ddc.provision.scylla.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a value is made of, a real shell reads it as the one word it is. */
class ShellScriptTest {

    @Property(tries = 150)
    void everyValueIsOneWord(@ForAll("words") List<String> words) throws Exception {
        ShellScript script = ShellScript.sh();
        words.forEach(word -> script.command("printf", "%s\\0", word));
        script.program("for word in \"$@\"; do printf '%s\\0' \"$word\"; done", words.toArray(String[]::new));
        String twice = String.join("\0", words) + "\0" + String.join("\0", words) + "\0";
        assertThat(output(script.text())).isEqualTo(twice);
        assertThat(output(String.join("\n", script.lines()))).isEqualTo(twice);
    }

    @Provide
    Arbitrary<List<String>> words() {
        Arbitrary<String> nasty = Arbitraries.strings()
                .withChars("'\"\\$`;&|<>(){}[]*?!~#%= \t\n\r-aé")
                .ofMaxLength(20);
        return Arbitraries.oneOf(nasty, Arbitraries.strings().ofMaxLength(20))
                .filter(word -> word.indexOf('\0') < 0
                        && StandardCharsets.UTF_8.newEncoder().canEncode(word))
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Example
    void whatNoShellCanHoldIsRefused() {
        assertThatThrownBy(() -> ShellScript.sh().command("echo", "a\0b")).isInstanceOf(IllegalArgumentException.class);
    }

    private static String output(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh").redirectErrorStream(true).start();
        shell.getOutputStream().write(script.getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().close();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
