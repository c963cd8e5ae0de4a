package io.unrealcloud.ddc.schema;

import java.util.List;

/** A schema catalogue that cannot be used; {@link #problems} has one sentence for each fault. */
public final class CatalogueException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public CatalogueException(List<String> problems) {
        super(String.join(" ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
