package dev.relata.test;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.Relata;
import dev.relata.error.ModelException;
import dev.relata.metamodel.Model;
import dev.relata.spi.Capability;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import dev.relata.test.conformance.model.Article;
import dev.relata.test.conformance.model.Topic;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A store that keeps no links as arrays of ids. */
class IdArrayCapabilityTest {

    private record WithoutArrays(Store.Open open) implements Store.Open {

        @Override
        public Set<Capability> capabilities() {
            return EnumSet.complementOf(EnumSet.of(Capability.ID_ARRAYS));
        }

        @Override
        public Session direct() {
            return open.direct();
        }

        @Override
        public Mono<Transaction> begin(TransactionOptions options) {
            return open.begin(options);
        }
    }

    private static Store store() {
        return (Model model) -> new WithoutArrays(InMemoryStore.create().open(model));
    }

    @Test
    void aModelWithArraysIsRefusedAndTheAlternativeNamed() {
        assertThatThrownBy(() -> Relata.builder()
                        .store(store())
                        .model(Article.class, Topic.class)
                        .build())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Article.TOPICS")
                .hasMessageContaining("Topic.NARROWER")
                .hasMessageContaining("leave storedAs out");
    }
}
