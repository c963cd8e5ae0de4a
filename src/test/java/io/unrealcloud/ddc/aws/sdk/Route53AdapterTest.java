package io.unrealcloud.ddc.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.unrealcloud.ddc.aws.AwsError;
import io.unrealcloud.ddc.aws.AwsException;
import io.unrealcloud.ddc.aws.route53.HostedZone;
import io.unrealcloud.ddc.aws.route53.RecordSet;
import io.unrealcloud.ddc.aws.route53.Route53Port;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each method of the port sends, member by member, and what it makes of the reply and of errors. */
class Route53AdapterTest {

    private static final String NAMESPACE = "xmlns=\"https://route53.amazonaws.com/doc/2013-04-01/\"";
    private static final RecordSet ADDRESS =
            new RecordSet("scylla.games.internal", "A", 60, List.of("10.0.0.2", "10.0.0.1"));

    private final ScriptedAws aws = new ScriptedAws();
    private final AwsClients clients = aws.clients();
    private final Route53Port route53 = clients.route53("eu-west-1");

    @AfterEach
    void end() {
        clients.close();
        aws.close();
    }

    /** SDK endpoint rules: one endpoint for each partition, signed for one Region of it. */
    @ParameterizedTest
    @CsvSource({
        "us-east-1, us-east-1",
        "eu-west-1, us-east-1",
        "cn-north-1, cn-northwest-1",
        "us-gov-east-1, us-gov-west-1"
    })
    void oneClientForAPartition(String region, String signedFor) {
        error(404, "NoSuchHostedZone", "No hosted zone found with ID: Z1");
        assertThat(clients.route53(region).zone("Z1")).isEmpty();
        assertThat(aws.only().scope()).endsWith("/" + signedFor + "/route53/aws4_request");
        assertThat(clients.route53("us-east-2")).isSameAs(clients.route53("eu-central-1"));
    }

    @Test
    void aZone() {
        aws.then(ScriptedAws.reply(
                200,
                "text/xml",
                "<GetHostedZoneResponse " + NAMESPACE
                        + "><HostedZone><Id>/hostedzone/Z1</Id><Name>games.internal.</Name>"
                        + "<CallerReference>c</CallerReference><Config><PrivateZone>true</PrivateZone></Config></HostedZone>"
                        + "</GetHostedZoneResponse>"));
        assertThat(route53.zone("Z1")).contains(new HostedZone("Z1", "games.internal", true));
        assertThat(aws.only().path()).isEqualTo("/2013-04-01/hostedzone/Z1");
    }

    @Test
    void aRecordIsTheFirstOfTheListOrNotThere() {
        records("<ResourceRecordSet><Name>scylla.games.internal.</Name><Type>A</Type><TTL>60</TTL><ResourceRecords>"
                + "<ResourceRecord><Value>10.0.0.2</Value></ResourceRecord>"
                + "<ResourceRecord><Value>10.0.0.1</Value></ResourceRecord></ResourceRecords></ResourceRecordSet>");
        assertThat(route53.record("Z1", "scylla.games.internal", "A")).contains(ADDRESS);
        assertThat(aws.only().path()).isEqualTo("/2013-04-01/hostedzone/Z1/rrset");
        records("<ResourceRecordSet><Name>scylla.games.internal.</Name><Type>TXT</Type></ResourceRecordSet>");
        assertThat(route53.record("Z1", "scylla.games.internal", "A")).isEmpty();
        records("<ResourceRecordSet><Name>zeta.games.internal.</Name><Type>A</Type></ResourceRecordSet>");
        assertThat(route53.record("Z1", "scylla.games.internal", "A")).isEmpty();
        records("");
        assertThat(route53.record("Z1", "scylla.games.internal", "A")).isEmpty();
        error(404, "NoSuchHostedZone", "No hosted zone found with ID: Z1");
        assertThat(route53.record("Z1", "scylla.games.internal", "A")).isEmpty();
    }

    @Test
    void textsLeaveWithoutQuotesAndComeBackWithThem() {
        records("<ResourceRecordSet><Name>t.games.internal.</Name><Type>TXT</Type><TTL>60</TTL><ResourceRecords>"
                + "<ResourceRecord><Value>\"a \\\"b\\\" \\303\\244\"</Value></ResourceRecord></ResourceRecords>"
                + "</ResourceRecordSet>");
        RecordSet found = route53.record("Z1", "t.games.internal", "TXT").orElseThrow();
        assertThat(found.values()).containsExactly("a \"b\" ä");
        changed();
        route53.put("Z1", found);
        assertThat(aws.requests().getLast().body())
                .contains("<Action>UPSERT</Action>")
                .contains("<Name>t.games.internal</Name><Type>TXT</Type><TTL>60</TTL>")
                .contains("<Value>&quot;a \\&quot;b\\&quot; \\303\\244&quot;</Value>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "\\", "\"", "a\\101b", "tab\there", "ä€😀", "\\\"\\303"})
    void everyTextSurvives(String text) {
        for (int times : new int[] {1, 80}) {
            String long0 = text.repeat(times);
            assertThat(DnsText.read(DnsText.write(long0))).isEqualTo(long0);
            assertThat(DnsText.write(long0)).matches("[ -~]*");
        }
    }

    /** Amazon Route 53 developer guide: TXT record type. */
    @Test
    void aLongTextIsSeveralStrings() {
        assertThat(DnsText.write("x".repeat(256))).isEqualTo("\"" + "x".repeat(255) + "\" \"x\"");
    }

    @Test
    void deletingWhatIsNotThereIsNoErrorButAnotherRecordIs() {
        error(
                400,
                "InvalidChangeBatch",
                "[Tried to delete resource record set [name='scylla.games.internal.', type='A'] but it was not found]");
        assertThatCode(() -> route53.delete("Z1", ADDRESS)).doesNotThrowAnyException();
        assertThat(aws.only().body())
                .contains("<Action>DELETE</Action>")
                .contains("<Value>10.0.0.1</Value>", "<Value>10.0.0.2</Value>");
        error(
                400,
                "InvalidChangeBatch",
                "[Tried to delete resource record set [name='scylla.games.internal.', type='A'] but the values provided"
                        + " do not match the current values]");
        assertThat(catchThrowableOfType(AwsException.class, () -> route53.delete("Z1", ADDRESS))
                        .error())
                .isEqualTo(AwsError.CONFLICT);
    }

    @ParameterizedTest
    @CsvSource({
        "404, NoSuchHostedZone, NOT_FOUND",
        "400, InvalidChangeBatch, INVALID_REQUEST",
        "400, PriorRequestNotComplete, THROTTLED",
        "400, Throttling, THROTTLED",
        "403, AccessDenied, ACCESS_DENIED"
    })
    void aChangeThatIsNotTaken(int status, String code, AwsError expected) {
        error(status, code, "RRSet of type A with DNS name scylla.games.internal. is not permitted");
        assertThat(catchThrowableOfType(AwsException.class, () -> route53.put("Z1", ADDRESS))
                        .error())
                .isEqualTo(expected);
    }

    private void records(String sets) {
        aws.then(ScriptedAws.reply(
                200,
                "text/xml",
                "<ListResourceRecordSetsResponse " + NAMESPACE + "><ResourceRecordSets>" + sets
                        + "</ResourceRecordSets><IsTruncated>false</IsTruncated><MaxItems>1</MaxItems>"
                        + "</ListResourceRecordSetsResponse>"));
    }

    private void changed() {
        aws.then(
                ScriptedAws.reply(
                        200,
                        "text/xml",
                        "<ChangeResourceRecordSetsResponse " + NAMESPACE
                                + "><ChangeInfo><Id>/change/C1</Id><Status>PENDING</Status>"
                                + "<SubmittedAt>2026-01-01T00:00:00Z</SubmittedAt></ChangeInfo></ChangeResourceRecordSetsResponse>"));
    }

    private void error(int status, String code, String message) {
        aws.then(ScriptedAws.reply(
                status,
                "text/xml",
                "<ErrorResponse %s><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error><RequestId>r</RequestId></ErrorResponse>"
                        .formatted(NAMESPACE, code, message)));
    }
}
