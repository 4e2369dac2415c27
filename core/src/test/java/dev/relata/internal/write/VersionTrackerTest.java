package dev.relata.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.Id;
import dev.relata.model.Version;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** What a bulk write knows of the versions that it has counted up itself. */
class VersionTrackerTest {

    record Row(@Id Long id, @Version long version) {}

    record Plain(@Id Long id) {}

    private final EntityType<Row> type = Model.of(Row.class).entity(Row.class);
    private final VersionTracker<Row> own = new VersionTracker<>(select -> Flux.empty(), "", type, type.id());

    private long caughtUp(long id, long version) {
        return caughtUp(List.of(new Row(id, version))).get(0).version();
    }

    private List<Row> caughtUp(List<Row> rows) {
        return own.caughtUp(rows).blockOptional().orElseThrow();
    }

    private void change(long from, long to) {
        caughtUp(LongStream.range(from, to).mapToObj(id -> new Row(id, 0)).toList());
        own.changed();
    }

    @Test
    void everyChangeOfARowIsCounted() {
        change(0, 3);
        change(1, 2);

        assertThat(caughtUp(0, 5)).isEqualTo(6);
        assertThat(caughtUp(1, 5)).isEqualTo(7);
        assertThat(caughtUp(3, 5)).isEqualTo(5);
    }

    @Test
    void aRowIsRememberedForAsManyFurtherOnesAndThenForgotten() {
        change(-1, 0);
        for (int chunk = 0; chunk < 16; chunk++) {
            change(4096L * chunk, 4096L * (chunk + 1));
        }
        assertThat(VersionTracker.REMEMBERED).isEqualTo(16 * 4096);
        assertThat(caughtUp(-1, 1)).isEqualTo(2);
        for (int chunk = 16; chunk < 34; chunk++) {
            change(4096L * chunk, 4096L * (chunk + 1));
        }
        assertThat(caughtUp(-1, 1)).isEqualTo(1);
        assertThat(caughtUp(4096 * 34 - 1, 1)).isEqualTo(2);
    }

    @Test
    void whatWasInsertedIsStoredAsGivenAndWhatWasThereIsOneAhead() {
        own.stored(List.of(new Row(1L, 0), new Row(2L, 4)), new Object[] {new Row(1L, 0), new Row(2L, 5)});

        assertThat(caughtUp(1, 0)).isZero();
        assertThat(caughtUp(2, 4)).isEqualTo(5);
    }

    @Test
    void rowsWithoutAVersionStayAsTheyAre() {
        EntityType<Plain> plain = Model.of(Plain.class).entity(Plain.class);
        VersionTracker<Plain> none = new VersionTracker<>(select -> Flux.empty(), "", plain, plain.id());
        none.changed();
        none.stored(List.of(new Plain(1L)), new Object[] {new Plain(1L)});

        assertThat(none.caughtUp(List.of(new Plain(1L))).block()).containsExactly(new Plain(1L));
    }
}
