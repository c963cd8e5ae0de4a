package io.unrealcloud.ddc.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class RevisionChoiceTest {

    private static final Revision OLD = new Revision("registry.example.com/gateway:1", 1, 1);
    private static final Revision NEW = new Revision("registry.example.com/gateway:2", 1, 1);

    @Test
    void aResourceBeginsWithWhatIsOffered() {
        assertThat(RevisionChoice.of(NEW, Optional.empty(), Optional.empty()))
                .isEqualTo(new RevisionChoice(NEW, Optional.empty(), Optional.empty()));
    }

    @Test
    void itStaysWithWhatItBeganWith() {
        for (Optional<String> wanted : java.util.List.of(Optional.<String>empty(), Optional.of(OLD.name()))) {
            assertThat(RevisionChoice.of(NEW, Optional.of(OLD), wanted))
                    .isEqualTo(new RevisionChoice(OLD, Optional.of(NEW), Optional.empty()));
        }
    }

    @Test
    void itMovesOnWhenAsked() {
        assertThat(RevisionChoice.of(NEW, Optional.of(OLD), Optional.of(NEW.name())))
                .isEqualTo(new RevisionChoice(NEW, Optional.empty(), Optional.empty()));
    }

    @Test
    void whatNobodyKnowsIsNotRun() {
        RevisionChoice choice = RevisionChoice.of(NEW, Optional.of(OLD), Optional.of("s9-c9-0"));
        assertThat(choice.run()).isEqualTo(OLD);
        assertThat(choice.problem().orElseThrow()).contains("s9-c9-0", OLD.name(), NEW.name());
    }

    @Test
    void settingsOfAnOperatorNewerThanThisOneAreLeftAsTheyAre() {
        Revision future = new Revision("registry.example.com/gateway:3", 99, 1);
        assertThat(RevisionChoice.of(NEW, Optional.of(future), Optional.empty()).problem())
                .isPresent();
    }

    @Test
    void aNameFitsTheField() {
        assertThat(new Revision("x".repeat(200), 100_000, 100_000).name()).matches("[a-z0-9][a-z0-9-]{0,62}");
    }
}
