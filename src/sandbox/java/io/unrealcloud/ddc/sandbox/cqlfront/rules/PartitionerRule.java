package io.unrealcloud.ddc.sandbox.cqlfront.rules;

import io.unrealcloud.ddc.cql.ParsedCql;
import io.unrealcloud.ddc.cql.Statement;
import io.unrealcloud.ddc.cql.Token;
import io.unrealcloud.ddc.sandbox.cqlfront.CqlRefusal;
import io.unrealcloud.ddc.sandbox.keyspaces.Knobs;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An account changes its partitioner by {@code UPDATE system.local SET partitioner = '…' WHERE key = 'local'}
 * (Amazon Keyspaces developer guide: working with partitioners).
 */
final class PartitionerRule {
    private static final Set<String> KNOWN =
            Set.of(Knobs.MURMUR3, Knobs.DEFAULT_PARTITIONER, "org.apache.cassandra.dht.RandomPartitioner");

    private PartitionerRule() {}

    static boolean concerns(Statement.Update update, Optional<String> current) {
        return update.table().name().equals("local")
                && update.table().keyspace(current).filter("system"::equals).isPresent();
    }

    static Judgement read(ParsedCql cql) {
        List<Token> tokens = cql.tokens().stream()
                .filter(Token::significant)
                .filter(token -> !token.isSymbol(";"))
                .dropWhile(token -> !token.isWord("SET"))
                .toList();
        boolean understood = tokens.size() == 8
                && tokens.get(1).name().equals("partitioner")
                && tokens.get(2).isSymbol("=")
                && tokens.get(3).kind() == Token.Kind.STRING
                && tokens.get(4).isWord("WHERE")
                && tokens.get(5).name().equals("key")
                && tokens.get(6).isSymbol("=")
                && tokens.get(7).string().equals("local");
        if (!understood) {
            throw CqlRefusal.invalid("Of system.local only the partitioner can be changed, by UPDATE system.local"
                    + " SET partitioner = '…' WHERE key = 'local'");
        }
        String name = tokens.get(3).string();
        if (!KNOWN.contains(name)) {
            throw CqlRefusal.invalid("Unknown partitioner " + name + "; known are "
                    + KNOWN.stream().sorted().toList());
        }
        return new Judgement.SetPartitioner(name);
    }
}
