package io.unrealcloud.ddc.sandbox.route53;

import io.unrealcloud.ddc.sandbox.moto.AwsAnswer;
import io.unrealcloud.ddc.sandbox.moto.AwsRequest;
import io.unrealcloud.ddc.sandbox.moto.AwsService;
import io.unrealcloud.ddc.sandbox.moto.Xml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * The zones as files that a name server reads (RFC 1035, 5): one {@code db.<zone>} each, replaced whole. A serial
 * number that rises tells the server of a change.
 */
public final class ZoneFiles {

    private static final String PREFIX = "db.";

    private final Path directory;
    private final AwsService moto;
    private final Clock clock;
    private long serial;

    public ZoneFiles(Path directory, AwsService moto, Clock clock) {
        this.directory = directory;
        this.moto = moto;
        this.clock = clock;
    }

    /** Writes all zones of the account anew. */
    public synchronized void write(String account) {
        try {
            Files.createDirectories(directory);
            serial = Math.max(serial + 1, clock.instant().getEpochSecond());
            Set<String> written = new HashSet<>();
            for (Element zone : Xml.all(ask(account, "/2013-04-01/hostedzone"), "HostedZones", "HostedZone")) {
                String id = Xml.text(zone, "Id").orElseThrow().replace("/hostedzone/", "");
                String name = Xml.text(zone, "Name").orElseThrow().replaceAll("\\.$", "");
                Path file = directory.resolve(PREFIX + name);
                Path part = directory.resolve(".part-" + name);
                Files.writeString(part, text(account, id, name));
                Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                written.add(file.getFileName().toString());
            }
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.filter(
                                each -> each.getFileName().toString().startsWith(PREFIX))
                        .filter(each -> !written.contains(each.getFileName().toString()))
                        .toList()) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the zones to " + directory, e);
        }
    }

    private String text(String account, String id, String name) {
        StringBuilder text =
                new StringBuilder("$ORIGIN %s.\n@ 60 IN SOA ns.%s. hostmaster.%s. %d 60 60 3600 5\n@ 60 IN NS ns.%s.\n"
                        .formatted(name, name, name, serial, name));
        for (Element set : Xml.all(
                ask(account, "/2013-04-01/hostedzone/" + id + "/rrset?maxitems=1000"),
                "ResourceRecordSets",
                "ResourceRecordSet")) {
            String type = Xml.text(set, "Type").orElseThrow();
            if (!type.equals("A") && !type.equals("TXT")) {
                continue;
            }
            for (Node value : Xml.all(set, "ResourceRecords", "ResourceRecord", "Value")) {
                text.append("%s %s IN %s %s\n"
                        .formatted(
                                Xml.text(set, "Name").orElseThrow(),
                                Xml.text(set, "TTL").orElse("60"),
                                type,
                                value.getTextContent()));
            }
        }
        return text.toString();
    }

    private Element ask(String account, String path) {
        AwsAnswer answer = moto.answer(AwsRequest.own("GET", path, "route53", "us-east-1", account));
        if (!answer.fine()) {
            throw new IllegalStateException("moto does not list its zones: " + answer.text());
        }
        return Xml.parse(answer.text()).getDocumentElement();
    }
}
