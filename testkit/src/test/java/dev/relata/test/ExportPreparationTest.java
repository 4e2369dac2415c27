package dev.relata.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.export.JsonArray;
import dev.relata.export.Ndjson;
import dev.relata.model.Id;
import dev.relata.query.Iteration;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** What exports prepare. */
class ExportPreparationTest {

    record Row(@Id long id, String name) {}

    /** Counts the mappers that are built with it. */
    private static final class Counted extends SimpleModule {

        private static final long serialVersionUID = 1;

        private final AtomicInteger built = new AtomicInteger();

        @Override
        public void setupModule(SetupContext context) {
            built.incrementAndGet();
        }
    }

    /** A mapper is asked once about a type, not by each subscription. */
    @Test
    void aTypeIsPreparedOnce() {
        Relata relata =
                Relata.builder().store(InMemoryStore.create()).model(Row.class).build();
        StepVerifier.create(relata.insert(new Row(1, "a"))).expectNextCount(1).verifyComplete();
        Counted counted = new Counted();
        JsonMapper json = JsonMapper.builder().addModule(counted).build();
        Flux<ByteBuffer> lines = Ndjson.of(relata.from(Row.class), json);

        List<ByteBuffer> first = lines.collectList().block();
        int prepared = counted.built.get();

        assertThat(prepared).isGreaterThan(1);
        assertThat(lines.collectList().block()).isEqualTo(first);
        assertThat(JsonArray.of(relata.from(Row.class), Iteration.adaptive(), json)
                        .collectList()
                        .block())
                .hasSize(1);
        assertThat(counted.built).hasValue(prepared);
    }
}
