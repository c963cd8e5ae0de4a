package io.unrealcloud.ddc.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.identity.policy.TrustPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustCheckTest {

    private static final TrustPolicy PODS = new TrustPolicy(
            "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/AB12", "studio", "games-ddc");
    private static final String OURS = PODS.document().json();

    @Test
    void ourOwnTrustAdmits() {
        assertThat(TrustCheck.of(OURS, PODS)).isEqualTo(TrustCheck.ADMITS);
    }

    @ParameterizedTest
    @CsvSource({
        "games-ddc, other, REFUSES",
        "sts.amazonaws.com, other.example, REFUSES",
        "AB12\"}, AB13\"}, REFUSES",
        "sts:AssumeRoleWithWebIdentity, sts:AssumeRole, REFUSES",
        "StringEquals, StringLike, ADMITS",
        "sts:AssumeRoleWithWebIdentity, sts:*, ADMITS",
        "StringEquals, ForAnyValue:StringLike, UNDECIDED",
        "AB12:aud, AB12:amr, UNDECIDED",
        "Allow, Deny, UNDECIDED",
        "{\"Version\", nonsense, UNDECIDED"
    })
    void changed(String from, String to, TrustCheck expected) {
        assertThat(OURS).contains(from);
        assertThat(TrustCheck.of(OURS.replace(from, to), PODS)).isEqualTo(expected);
    }

    @Test
    void wildcardsOfStringLike() {
        String like = OURS.replace("StringEquals", "StringLike");
        assertThat(TrustCheck.of(like.replace("studio:games-ddc", "*:*-ddc"), PODS))
                .isEqualTo(TrustCheck.ADMITS);
        assertThat(TrustCheck.of(like.replace("studio:games-ddc", "st?:*"), PODS))
                .isEqualTo(TrustCheck.REFUSES);
        assertThat(TrustCheck.of(OURS.replace("studio:games-ddc", "*"), PODS))
                .as("StringEquals knows no wildcards")
                .isEqualTo(TrustCheck.REFUSES);
    }
}
