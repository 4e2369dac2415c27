package dev.relata.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.CommitUnknownException;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Label;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Connections that are lost. */
public interface ConnectionContract extends StoreUnderTest {

    /** Before COMMIT is sent. */
    @Test
    @Tag("S66")
    @Requires(Capability.CONNECTIONS)
    default void aConnectionThatIsLostBeforeCommitLeavesNothing() {
        observe(relata().insert(new Label(null, "sea"))
                        .then(Mono.defer(this::breakConnections))
                        .then(relata().insert(new Label(null, "sky")))
                        .as(relata()::transactional))
                .fails(StoreUnavailableException.class)
                .hasMessageContaining("Label")
                .satisfies(error ->
                        assertThat(((StoreException) error).retryable()).isTrue())
                .satisfies(error -> assertThat(((StoreException) error).code()).isNotNull());
        observe(relata().from(Label.class).count()).sends(1).answers(0L);
        assertThat(stored(new Label(null, "sun")).id()).isNotNull();
    }

    /** While COMMIT is under way. */
    @Test
    @Tag("S66")
    @Requires(Capability.CONNECTIONS)
    default void aConnectionThatIsLostDuringCommitIsUnknown() {
        var relata = losingCommits();

        observe(relata.insert(new Label(null, "sea")).as(relata::transactional))
                .fails(CommitUnknownException.class)
                .satisfies(error ->
                        assertThat(((StoreException) error).retryable()).isFalse());
        assertThat(observe(relata().from(Label.class).count()).sends(1).value()).isBetween(0L, 1L);
    }
}
