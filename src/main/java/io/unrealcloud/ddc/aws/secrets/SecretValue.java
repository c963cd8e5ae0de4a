package io.unrealcloud.ddc.aws.secrets;

/** @param version the service's id of this value */
public record SecretValue(String version, String text) {
    @Override
    public String toString() {
        return "SecretValue[version=" + version + "]";
    }
}
