package io.unrealcloud.ddc.aws.sdk;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The value of a TXT record as Route 53 has it: quoted strings of at most 255 bytes side by side, with a backslash
 * before quote and backslash, and anything but printable ASCII as three octal digits (Amazon Route 53 developer
 * guide: TXT record type).
 */
final class DnsText {
    private static final int LONGEST = 255;
    private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"");

    private DnsText() {}

    static String write(String text) {
        StringBuilder value = new StringBuilder("\"");
        int length = 0;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            if (length++ == LONGEST) {
                value.append("\" \"");
                length = 1;
            }
            if (each == '"' || each == '\\') {
                value.append('\\').append((char) each);
            } else if (each >= ' ' && each < 127) {
                value.append((char) each);
            } else {
                value.append("\\%03o".formatted(each & 0xff));
            }
        }
        return value.append('"').toString();
    }

    static String read(String value) {
        byte[] bytes = new byte[value.length()];
        int length = 0;
        for (Matcher string = QUOTED.matcher(value); string.find(); ) {
            String inner = string.group(1);
            for (int at = 0; at < inner.length(); at++) {
                char each = inner.charAt(at);
                if (each == '\\' && inner.substring(at + 1).matches("[0-3][0-7]{2}.*")) {
                    bytes[length++] = (byte) Integer.parseInt(inner.substring(at + 1, at + 4), 8);
                    at += 3;
                } else {
                    bytes[length++] = (byte) (each == '\\' ? inner.charAt(++at) : each);
                }
            }
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
