package io.unrealcloud.ddc.verification;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a verification writes: who wrote it and when, and a nonce, so that no earlier write can pass for it.
 *
 * @param slot number of the ring's slot it was written in
 */
record Note(String site, long slot, String nonce) {
    private static final Pattern TEXT =
            Pattern.compile("Unreal Cloud DDC operator, verification\nsite: (.*)\nslot: (\\d{1,18})\nnonce: (.*)\n");

    byte[] bytes() {
        return ("Unreal Cloud DDC operator, verification\nsite: " + site + "\nslot: " + slot + "\nnonce: " + nonce
                        + "\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    static Optional<Note> read(byte[] bytes) {
        Matcher text = TEXT.matcher(new String(bytes, StandardCharsets.UTF_8));
        return text.matches()
                ? Optional.of(new Note(text.group(1), Long.parseLong(text.group(2)), text.group(3)))
                : Optional.empty();
    }
}
