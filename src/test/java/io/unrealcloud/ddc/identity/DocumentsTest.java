package io.unrealcloud.ddc.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.unrealcloud.ddc.identity.policy.AccessPolicy;
import io.unrealcloud.ddc.identity.policy.Arns;
import io.unrealcloud.ddc.identity.policy.PolicyDocument;
import io.unrealcloud.ddc.identity.policy.Statement;
import io.unrealcloud.ddc.identity.policy.TrustPolicy;
import io.unrealcloud.ddc.model.Account;
import io.unrealcloud.ddc.model.DdcIdentity;
import io.unrealcloud.ddc.model.DdcModel;
import io.unrealcloud.ddc.model.Owner;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;

class DocumentsTest {

    @Example
    void documentsAreAsWritten() {
        Golden.check("documents/single-region.json", pretty(access(Models.single(), false)));
        Golden.check("documents/several-regions.json", pretty(access(Models.several(), false)));
        Golden.check("documents/vpc-endpoint.json", pretty(access(Models.single(), true)));
        Golden.check(
                "documents/china.json",
                pretty(AccessPolicy.of(Models.single(), new Account("aws-cn", "123456789012"), false)));
        Golden.check(
                "documents/trust.json",
                pretty(new TrustPolicy(
                                "arn:aws:iam::123456789012:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/AB12",
                                "studio",
                                "games-ddc")
                        .document()));
    }

    @Example
    void nothingIsAddedForWhatIsNotThere() {
        DdcModel model = Models.model(
                List.of(), "Jupiter", new DdcIdentity(Optional.empty(), "games", "games-ddc", List.of(), List.of()));
        assertThat(access(model, false).statements()).extracting(Statement::sid).containsExactly("Data", "System");
    }

    @Property(tries = 200)
    void noNameWidensAPolicy(@ForAll @AlphaChars String before, @ForAll char odd, @ForAll @AlphaChars String after) {
        Arns arns = new Arns(Models.ACCOUNT);
        String name = before + odd + after;
        boolean plain = String.valueOf(odd).matches("[A-Za-z0-9_+=,.@:/-]");
        if (plain) {
            assertThat(arns.bucket(name)).endsWith(name);
        } else {
            assertThatThrownBy(() -> arns.bucket(name)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> arns.tables("us-east-1", name)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Example
    void aTrustInEveryTokenIsRefused() {
        assertThatThrownBy(() -> Statement.trust("A", "p", "sts:AssumeRoleWithWebIdentity", new TreeMap<>()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property(tries = 200)
    void roleNamesFitAndDiffer(
            @ForAll @AlphaChars @StringLength(min = 1, max = 63) String namespace,
            @ForAll @AlphaChars @StringLength(min = 1, max = 52) String name) {
        Owner owner = Models.owner(namespace, name);
        String role = RoleName.of(owner);
        assertThat(role).hasSizeLessThanOrEqualTo(64).matches("[\\w+=,.@-]+").isEqualTo(RoleName.of(owner));
        assertThat(role)
                .isNotEqualTo(RoleName.of(Models.owner(namespace + "a", name)))
                .isNotEqualTo(RoleName.of(Models.owner(namespace, name + "a")))
                .isNotEqualTo(RoleName.of(new Owner(owner.clusterArn() + "2", namespace, name, owner.uid())));
        assertThat(RoleName.of(new Owner(owner.clusterArn(), namespace, name, "another")))
                .as("a resource made anew gets the same role")
                .isEqualTo(role);
    }

    /** The name is cut before the hash: where only the cut part differs, the hash still does. */
    @Example
    void movedBordersDiffer() {
        assertThat(RoleName.of(Models.owner("a-b", "c"))).isNotEqualTo(RoleName.of(Models.owner("a", "b-c")));
        assertThat(RoleName.of(Models.owner("studio", "games"))).isEqualTo("ddc-studio-games-" + HASH);
    }

    /** First eight bytes of SHA-256 of cluster ARN, namespace and name on a line each; other releases must agree. */
    private static final String HASH = "5b29598707e12fe2";

    private static PolicyDocument access(DdcModel model, boolean vpcEndpoint) {
        return AccessPolicy.of(model, Models.ACCOUNT, vpcEndpoint);
    }

    static String pretty(PolicyDocument document) {
        try {
            ObjectMapper json = new ObjectMapper();
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(document.json())) + "\n";
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
