package io.unrealcloud.ddc.sandbox.cqlfront.ddl;

import io.unrealcloud.ddc.cql.CqlText;
import io.unrealcloud.ddc.cql.Token;
import io.unrealcloud.ddc.cql.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/** Reads a CQL type and writes it the one way Cassandra writes it: {@code map<text, frozen<list<int>>>}. */
final class TypeReader {
    private TypeReader() {}

    static String read(TokenReader in, String keyspace) {
        Token first = in.peek();
        String name = in.name();
        if (in.takeSymbol(".")) {
            if (!name.equals(keyspace)) {
                throw in.unexpected("a type of keyspace " + keyspace);
            }
            first = in.peek();
            name = in.name();
        }
        if (in.takeSymbol("<")) {
            List<String> arguments = new ArrayList<>();
            do {
                arguments.add(read(in, keyspace));
            } while (in.takeSymbol(","));
            in.symbol(">");
            return name + "<" + String.join(", ", arguments) + ">";
        }
        boolean needsQuotes = first.kind() == Kind.QUOTED_NAME && !name.matches("[a-z][a-z0-9_]*");
        return needsQuotes ? CqlText.name(name) : name;
    }
}
