package dev.relata.test.batch;

import static dev.relata.model.Relationships.manyToOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.observe.ObservedRequest.Operation;
import dev.relata.observe.Outcome;
import dev.relata.recorder.PipelineKind;
import dev.relata.recorder.PipelineRecording;
import dev.relata.recorder.Recorder;
import dev.relata.recorder.WriteRecording;
import dev.relata.test.InMemoryStore;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** A delete is recorded with what goes with its rows. */
class RecordedDeleteTest {

    record House(@Id long id, String name) {}

    record Room(@Id long id, long houseId) {
        static final ManyToOne<Room, House> HOUSE =
                manyToOne(Room::houseId, House.class).onDelete(OnDelete.CASCADE);
    }

    record Guest(@Id long id, @Nullable Long roomId) {
        static final ManyToOne<Guest, Room> ROOM =
                manyToOne(Guest::roomId, Room.class).optional().onDelete(OnDelete.SET_NULL);
    }

    record Street(@Id long id) {}

    private final Recorder recorder = Recorder.of(20);
    private final Relata relata = Relata.builder()
            .store(InMemoryStore.create())
            .model(House.class, Room.class, Guest.class, Street.class)
            .listener(recorder)
            .build();

    @BeforeEach
    void fill() {
        relata.bulk()
                .insert(List.of(new House(1, "first"), new House(2, "second")))
                .thenMany(relata.bulk().insert(List.of(new Room(1, 1), new Room(2, 1), new Room(3, 2))))
                .thenMany(relata.bulk().insert(List.of(new Guest(1, 1L), new Guest(2, 2L), new Guest(3, 3L))))
                .thenMany(relata.bulk().insert(List.of(new Street(1))))
                .then()
                .as(StepVerifier::create)
                .verifyComplete();
        recorder.clear();
    }

    private PipelineRecording record(Mono<?> work) {
        recorder.record("work", PipelineKind.TEST, work.then())
                .as(StepVerifier::create)
                .verifyComplete();
        return recorder.latest().orElseThrow();
    }

    @Test
    void thePlanOfADeleteIsShownAsItWasCarriedOut() {
        PipelineRecording work = record(relata.delete(new House(1, "first")));

        assertThat(work.bulks()).singleElement().satisfies(delete -> {
            assertThat(delete.call()).isEqualTo("delete");
            assertThat(delete.relationship()).isEqualTo("House");
            assertThat(delete.rows()).isEqualTo(1);
            assertThat(delete.outcome()).isEqualTo(Outcome.SUCCESS);
            assertThat(delete.writes())
                    .extracting(WriteRecording::operation, WriteRecording::relationship, WriteRecording::rows)
                    .containsExactly(
                            tuple(Operation.UPDATE, "Guest.ROOM", 2L),
                            tuple(Operation.DELETE, "Room.HOUSE", 2L),
                            tuple(Operation.DELETE, "House", 1L));
        });
        assertThat(work.tree())
                .contains("bulk delete House: 1 row in 1 chunk"
                        + " (UPDATE Guest.ROOM 2 rows, DELETE Room.HOUSE 2 rows, DELETE House 1 row)");
    }

    @Test
    void aDeleteThatNobodyWatchesOverIsAPipelineOfItsOwn() {
        relata.delete(new House(2, "second"))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();

        assertThat(recorder.latest().orElseThrow().bulks())
                .singleElement()
                .satisfies(delete -> assertThat(delete.writes()).hasSize(3));
    }

    @Test
    void aDeleteOfRowsThatNothingRefersToIsOneRequest() {
        PipelineRecording work = record(relata.delete(new Street(1)));

        assertThat(work.bulks()).isEmpty();
        assertThat(work.summary().statements()).isEqualTo(1);
    }
}
