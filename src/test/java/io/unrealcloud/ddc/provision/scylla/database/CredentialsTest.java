package io.unrealcloud.ddc.provision.scylla.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.unrealcloud.ddc.cql.CqlLexer;
import io.unrealcloud.ddc.cql.CqlLogin;
import io.unrealcloud.ddc.cql.Token;
import io.unrealcloud.ddc.model.Owner;
import io.unrealcloud.ddc.model.Reason;
import io.unrealcloud.ddc.provision.scylla.database.Grant.Permission;
import io.unrealcloud.ddc.provision.scylla.database.ProvisionRecord.Repaired;
import io.unrealcloud.ddc.schema.CqlLiteral;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.commons.codec.digest.Sha2Crypt;
import org.junit.jupiter.api.Test;

/** Passwords, from where they are made to where DDC reads them, and the texts they pass through. Pure. */
class CredentialsTest {

    private static final RoleNames ROLES = new RoleNames("us-east-1");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void freshLoginsComeBackFromTheirSecretAndNoTwoAreAlike() throws Exception {
        Logins one = Logins.random(ROLES, new SecureRandom());
        assertThat(Logins.parse(one.json(), ROLES)).isEqualTo(one);
        assertThat(one.admin().password())
                .matches("[A-Za-z0-9]{40}")
                .isNotEqualTo(one.ddc().password());
        assertThat(Logins.random(ROLES, new SecureRandom())).isNotEqualTo(one);
        assertThat(one.toString())
                .doesNotContain(one.admin().password())
                .doesNotContain(one.ddc().password());
        assertThat(one.adminHash())
                .isEqualTo(one.adminHash())
                .isEqualTo(Sha2Crypt.sha512Crypt(one.admin().password().getBytes(), "$6$" + one.salt()));
    }

    /** As {@code openssl passwd -6} makes it. */
    @Test
    void theHashIsTheOneEveryLinuxKnows() {
        Logins logins =
                new Logins(new CqlLogin.Password("a", "Hello world!"), "saltstring", new CqlLogin.Password("b", "c"));
        assertThat(logins.adminHash())
                .isEqualTo("$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJ"
                        + "uesI68u4OTLiBFdcbYEdFCoEOfaS35inz1");
    }

    @Property
    void aSecretIsNeverQuotedInWhatIsSaidAboutIt(@ForAll String value, @ForAll String password) {
        ObjectNode object = JSON.createObjectNode()
                .put("username", ROLES.ddc())
                .put("adminUsername", ROLES.admin())
                .put("adminSalt", "salt")
                .put("adminPassword", "a-good-password-of-some-length")
                .put("password", password);
        for (String text : List.of(value, object.toString())) {
            try {
                Logins parsed = Logins.parse(text, ROLES);
                assertThat(parsed.ddc().password()).hasSizeBetween(16, 128).doesNotContain(";", "=", "'", "\"", " ");
            } catch (Logins.MalformedException wrong) {
                if (password.length() > 3) {
                    assertThat(wrong.getMessage()).doesNotContain(password);
                }
            }
        }
    }

    @Test
    void aSecretSaysWhatIsWrongWithIt() {
        assertThatThrownBy(() -> Logins.parse("hunter2", ROLES)).hasMessage("it is not JSON");
        assertThatThrownBy(() -> Logins.parse("{\"username\": \"x\"}", ROLES))
                .hasMessage("'username' must be ddc_us_east_1; only passwords can be changed");
    }

    /** Whatever it is, CQL reads it back as one string that is the password. */
    @Property
    void anyPasswordIsOneLiteral(@ForAll @StringLength(min = 1, max = 60) String password) {
        if (!java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(password)) {
            return;
        }
        List<Token> tokens = CqlLexer.tokens("PASSWORD = " + CqlLiteral.text(password) + " AND").stream()
                .filter(token -> token.kind() == Token.Kind.STRING)
                .toList();
        assertThat(tokens).hasSize(1);
        String text = tokens.get(0).text();
        assertThat(text.substring(1, text.length() - 1).replace("''", "'")).isEqualTo(password);
    }

    @Property
    void anyRoleIsOneNameInAGrant(
            @ForAll @StringLength(min = 1, max = 40) @CharRange(from = 1, to = 0xd7ff) String role) {
        List<Token> tokens = CqlLexer.tokens(Grant.on(Permission.SELECT, role).cql(role));
        assertThat(tokens.stream().filter(token -> token.kind() != Token.Kind.WHITESPACE))
                .hasSize(7);
    }

    @Test
    void whatThePodsGetIsAsTheDriverReadsIt() {
        assertThat(PodCredentials.data(
                        List.of("10.0.0.1", "10.0.0.2"), "jupiter", new CqlLogin.Password("ddc", "secret")))
                .containsExactly(
                        Map.entry("username", "ddc"),
                        Map.entry("password", "secret"),
                        Map.entry(
                                "connectionString",
                                "Contact Points=10.0.0.1,10.0.0.2;Port=9042;Default"
                                        + " Keyspace=jupiter;Username=ddc;Password=secret"));
        assertThat(PodCredentials.data(List.of("scylla.games"), "jupiter", new CqlLogin.None()))
                .containsExactly(Map.entry(
                        "connectionString", "Contact Points=scylla.games;Port=9042;Default Keyspace=jupiter"));
    }

    /** Read back by the rules of .NET's DbConnectionStringBuilder. */
    @Property
    void anyPasswordComesBackFromAConnectionString(
            @ForAll @StringLength(min = 1, max = 30) @CharRange(from = ' ', to = '~') String password) {
        String text =
                PodCredentials.connectionString(List.of("scylla"), "jupiter", new CqlLogin.Password("ddc", password));
        assertThat(parse(text)).containsEntry("Password", password).containsEntry("Default Keyspace", "jupiter");
    }

    private static Map<String, String> parse(String text) {
        Map<String, String> parts = new TreeMap<>();
        int at = 0;
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            String key = text.substring(at, equals);
            StringBuilder value = new StringBuilder();
            at = equals + 1;
            if (at < text.length() && text.charAt(at) == '"') {
                at++;
                while (text.charAt(at) != '"' || at + 1 < text.length() && text.charAt(at + 1) == '"') {
                    at += text.charAt(at) == '"' ? 1 : 0;
                    value.append(text.charAt(at++));
                }
                at++;
            } else {
                while (at < text.length() && text.charAt(at) != ';') {
                    value.append(text.charAt(at++));
                }
            }
            parts.put(key, value.toString());
            at++;
        }
        return parts;
    }

    @Property
    void aRecordComesBackFromItsComment(
            @ForAll List<@StringLength(min = 1, max = 48) @CharRange(from = 'a', to = 'z') String> keyspaces,
            @ForAll @IntRange(max = 9) int factor,
            @ForAll @IntRange(max = 1_000_000) int round) {
        TreeMap<String, Repaired> repaired = new TreeMap<>();
        new ArrayList<>(keyspaces).forEach(name -> repaired.put(name, new Repaired(factor, round)));
        ProvisionRecord record = new ProvisionRecord(
                ProvisionRecord.owner(new Owner("arn:aws:eks:us-east-1:1:cluster/c", "games", "ddc", "uid")), repaired);
        assertThat(ProvisionRecord.read(record.comment())).contains(record);
    }

    @Property
    void aCommentOfSomebodyElseIsNoRecord(@ForAll String comment) {
        assertThat(ProvisionRecord.read(comment)).isEmpty();
    }

    @Test
    void grantsAreReadAsBothDatabasesShowThem() {
        assertThat(Grant.read("SELECT", "<keyspace jupiter>")).contains(Grant.on(Permission.SELECT, "jupiter"));
        assertThat(Grant.read("CREATE", "<all keyspaces>")).contains(Grant.everywhere(Permission.CREATE));
        assertThat(Grant.read("SELECT", "<table jupiter.objects>")).isEmpty();
        assertThat(Grant.read("DROP", "<all keyspaces>")).isEmpty();
    }

    @Test
    void theLoginOfAnExistingClusterIsTakenFromItsSecret() {
        assertThat(GivenLogin.of(Optional.empty(), Optional.empty(), ""))
                .isEqualTo(new GivenLogin.Usable(new CqlLogin.None()));
        assertThat(GivenLogin.of(Optional.of("s"), Optional.of(Map.of("username", "a", "password", "b")), ""))
                .isEqualTo(new GivenLogin.Usable(new CqlLogin.Password("a", "b")));
        assertThat(GivenLogin.of(Optional.of("s"), Optional.of(Map.of("username", "a", "password", "b\n")), ""))
                .extracting(problem -> ((GivenLogin.Problem) problem).reason())
                .isEqualTo(Reason.SecretMalformed);
        assertThat(GivenLogin.of(Optional.of("s"), Optional.empty(), "or label it."))
                .isEqualTo(new GivenLogin.Problem(
                        Reason.SecretMissing,
                        "There is no Secret s that this resource may use. Make it with the keys username and"
                                + " password, or label it."));
    }
}
