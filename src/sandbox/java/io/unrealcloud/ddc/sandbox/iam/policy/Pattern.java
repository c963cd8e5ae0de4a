package io.unrealcloud.ddc.sandbox.iam.policy;

/** Text with {@code *} for any run of characters and {@code ?} for any one (IAM user guide: policy wildcards). */
final class Pattern {

    private static final int ARN_PARTS = 6;

    private Pattern() {}

    static boolean matches(String pattern, String value) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(java.util.regex.Pattern.quote(String.valueOf(c)));
            }
        }
        return java.util.regex.Pattern.compile(regex.toString(), java.util.regex.Pattern.DOTALL)
                .matcher(value)
                .matches();
    }

    /** ARNs part by part: a wildcard before the last part stays within its colons. */
    static boolean matchesArn(String pattern, String arn) {
        if (pattern.equals("*")) {
            return true;
        }
        String[] wanted = pattern.split(":", ARN_PARTS);
        String[] is = arn.split(":", ARN_PARTS);
        if (wanted.length != ARN_PARTS || is.length != ARN_PARTS) {
            return false;
        }
        for (int i = 0; i < ARN_PARTS; i++) {
            if (!matches(wanted[i], is[i])) {
                return false;
            }
        }
        return true;
    }
}
