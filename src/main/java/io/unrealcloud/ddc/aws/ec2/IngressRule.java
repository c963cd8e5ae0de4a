package io.unrealcloud.ddc.aws.ec2;

/** TCP let in from one source. */
public record IngressRule(int fromPort, int toPort, Source source) {

    /** Who is let in. */
    public sealed interface Source {
        /** Members of a security group, by its id. */
        record Group(String id) implements Source {}

        /** An address range, IPv4 or IPv6. */
        record Cidr(String block) implements Source {}
    }
}
