package io.unrealcloud.ddc.provision.scylla.nodes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A shell script in which every value is one word, whatever characters it has. Values never become part of the
 * program: they are quoted words of a command, or positional parameters of a fixed text.
 */
final class ShellScript {

    private final List<String> lines = new ArrayList<>();

    private ShellScript() {}

    /** One that ends at the first command that fails, for {@code sh}. */
    static ShellScript sh() {
        return new ShellScript().line("#!/bin/sh").line("set -eu");
    }

    /** The same for a file that names its own interpreter. */
    static ShellScript bash() {
        return new ShellScript().line("#!/bin/bash").line("set -eu");
    }

    /** A command and its arguments. */
    ShellScript command(String... words) {
        return line(words(words));
    }

    /** A command whose output becomes a file. */
    ShellScript commandTo(String file, String... words) {
        return line(words(words) + " > " + quote(file));
    }

    /**
     * A fixed text that reads its values as {@code $1}, {@code $2}, …
     *
     * @param program part of the operator, with no value in it
     */
    ShellScript program(String program, String... values) {
        return line("set -- " + words(values)).line(program.strip());
    }

    /** Ready to run; ends with a line break. */
    String text() {
        return String.join("\n", lines) + "\n";
    }

    /** One line per entry, as Run Command takes them. */
    List<String> lines() {
        return List.of(text().split("\n"));
    }

    private ShellScript line(String line) {
        lines.add(line);
        return this;
    }

    private static String words(String... words) {
        return Arrays.stream(words).map(ShellScript::quote).collect(Collectors.joining(" "));
    }

    /**
     * As one word of {@code sh}: in single quotes nothing has a meaning but the quote itself (POSIX shell command
     * language: quoting).
     */
    static String quote(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("No word of a shell can hold a NUL character");
        }
        return "'" + value.replace("'", "'\\''") + "'";
    }
}
