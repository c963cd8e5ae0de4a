package io.unrealcloud.ddc.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.unrealcloud.ddc.model.Owner.Origin;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class OwnerTest {

    private static final Owner OURS = new Owner("arn:cluster", "games", "ddc", "uid-1");

    @Example
    void knowsItsOwn() {
        assertThat(OURS.ownership(OURS.tags(Origin.CREATED))).isEqualTo(new Ownership.Ours(Origin.CREATED));
        assertThat(OURS.ownership(OURS.tags(Origin.ADOPTED))).isEqualTo(new Ownership.Ours(Origin.ADOPTED));
    }

    @Example
    void anotherUidIsAPredecessorUntilItLetGo() {
        Owner before = new Owner("arn:cluster", "games", "ddc", "uid-0");
        assertThat(OURS.ownership(before.tags(Origin.CREATED))).isEqualTo(new Ownership.Predecessor(Origin.CREATED));
        assertThat(OURS.ownership(released(before))).isEqualTo(new Ownership.Released(Origin.CREATED));
    }

    @Property
    void anyOtherClusterNamespaceOrNameIsForeign(
            @ForAll String cluster, @ForAll String namespace, @ForAll String name) {
        Owner other = new Owner(cluster, namespace, name, "uid-1");
        boolean same = other.equals(OURS);
        assertThat(OURS.ownership(other.tags(Origin.CREATED)) instanceof Ownership.Foreign)
                .isNotEqualTo(same);
        assertThat(OURS.ownership(released(other)) instanceof Ownership.Foreign).isNotEqualTo(same);
    }

    @Property
    void tagsOfOthersAreNobodysClaim(@ForAll Map<String, String> tags) {
        assertThat(OURS.ownership(tags)).isEqualTo(new Ownership.Unclaimed());
    }

    private static Map<String, String> released(Owner owner) {
        Map<String, String> tags = new HashMap<>(owner.tags(Origin.CREATED));
        tags.put(Tags.RELEASED_AT, "2026-07-01T00:00:00Z");
        return tags;
    }
}
