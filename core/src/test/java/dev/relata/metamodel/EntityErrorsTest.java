package dev.relata.metamodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.ModelException;
import dev.relata.model.Column;
import dev.relata.model.CreatedAt;
import dev.relata.model.Errors;
import dev.relata.model.Id;
import dev.relata.model.OrderBy;
import dev.relata.model.Table;
import dev.relata.model.UpdatedAt;
import dev.relata.model.Version;
import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** What is wrong with single records, and that everything wrong is said at once. */
class EntityErrorsTest {

    record Fine(@Id Long id) {}

    record NoId(String name) {}

    static final class NoRecord {}

    record SameColumn(@Id Long id, @Column("name") String title, String name) {}

    record BadTime(
            @Id Long id,
            @CreatedAt String createdAt,
            @UpdatedAt @Nullable Instant updatedAt) {}

    record BadVersions(
            @Id @Version int id,
            @Version String text,
            @Version @Nullable Long boxed) {}

    enum Task implements Runnable {
        IDLE;

        @Override
        public void run() {}
    }

    record NoColumns<T>(
            @Id Long id,
            Optional<String> maybe,
            @Nullable OptionalInt number,
            Optional<Instant>[] several,
            AtomicReference<String> changing,
            LongAdder counted,
            WeakReference<String> weak,
            Lock lock,
            Mono<String> later,
            List<Flux<String>> laters,
            CompletableFuture<String> future,
            Stream<String> stream,
            Iterator<String> iterator,
            Supplier<String> supplier,
            InputStream bytes,
            Object anything,
            Object[] things,
            T open) {}

    record Columns(
            @Id Long id,
            Task task,
            List<Optional<String>> inJson,
            Map<String, Object> json,
            JsonNode node,
            Iterable<String> names,
            @Column(type = "jsonb") Object anything) {}

    @OrderBy({"id desc", "nothing", "id down", "id asc please"})
    record BadOrder(@Id Long id) {}

    @Table("fines")
    record AlsoFine(@Id Long id) {}

    @Test
    void aModelWithoutRecordsIsRefused() {
        Errors.of()
                .containsExactly("there are no records in the model: give them to model(Author.class, Book.class, …)");
    }

    @Test
    void aClassThatIsNoRecordIsRefused() {
        Errors.of(NoRecord.class)
                .containsExactly(NoRecord.class.getName()
                        + " is not a record: declare it as a record, entities are plain values");
    }

    @Test
    void aRecordWithoutAnIdIsRefused() {
        Errors.of(NoId.class)
                .containsExactly(
                        "NoId has no @Id: annotate the component, or the components, of its id, or make the record"
                                + " @ReadOnly where its rows are only read, as those of a database view");
    }

    @Test
    void twoComponentsOfOneColumnAreRefused() {
        Errors.of(SameColumn.class)
                .containsExactly("SameColumn.name maps to column name, which another component of SameColumn has: give"
                        + " one of them a @Column name");
    }

    @Test
    void aTimeStampOfAnotherTypeIsRefused() {
        Errors.of(BadTime.class)
                .containsExactly("BadTime.createdAt is of type String: @CreatedAt and @UpdatedAt need an Instant,"
                        + " OffsetDateTime, ZonedDateTime or LocalDateTime");
    }

    @Test
    void aVersionIsOneNumberOutsideTheId() {
        Errors.of(BadVersions.class)
                .containsExactly(
                        "BadVersions.id is part of the id, which never changes: @Version needs a component of its own",
                        "BadVersions.text is of type String: @Version needs an int or a long, or an Instant,"
                                + " OffsetDateTime or LocalDateTime",
                        "BadVersions.text is a second @Version of BadVersions: a row has one, drop the others",
                        "BadVersions.boxed is of type Long: @Version needs an int or a long, or an Instant,"
                                + " OffsetDateTime or LocalDateTime",
                        "BadVersions.boxed is a second @Version of BadVersions: a row has one, drop the others");
    }

    @Test
    void anOrderThatIsNotUnderstoodIsRefusedTermByTerm() {
        Errors.of(BadOrder.class)
                .hasSize(3)
                .allSatisfy(error -> assertThat(error)
                        .contains("is not understood: write the name of a component of BadOrder, optionally followed by"
                                + " asc or desc"))
                .satisfiesExactly(
                        error -> assertThat(error).startsWith("BadOrder: @OrderBy(\"nothing\")"),
                        error -> assertThat(error).startsWith("BadOrder: @OrderBy(\"id down\")"),
                        error -> assertThat(error).startsWith("BadOrder: @OrderBy(\"id asc please\")"));
    }

    @Test
    void twoRecordsOfOneTableAreRefused() {
        Errors.of(Fine.class, AlsoFine.class)
                .containsExactly("AlsoFine and Fine both map to table fines: give one of them a @Table of its own");
    }

    @Test
    void everythingWrongIsSaidAtOnce() {
        assertThat(Errors.list(NoRecord.class, NoId.class, SameColumn.class, BadTime.class, BadOrder.class))
                .hasSize(7);
        assertThatThrownBy(() -> Model.of(NoId.class, SameColumn.class))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith("2 errors in the model:\n  - NoId has no @Id");
    }

    @Test
    void aRecordNamedTwiceCountsOnce() {
        assertThat(Model.of(Fine.class, Fine.class).entities()).hasSize(1);
    }

    @Test
    void aTypeOutsideTheModelIsRefusedByName() {
        Model model = Model.of(Fine.class);

        assertThatThrownBy(() -> model.entity(AlsoFine.class))
                .hasMessageContaining("AlsoFine is not in the model: add AlsoFine.class to model(…)");
    }

    @Test
    void whatNoColumnHoldsIsRefusedWithWhatToUse() {
        String absent =
                ", which no column holds: a record says with @Nullable that there may be no value, as in @Nullable ";
        String later = ", which no column holds: it is no value but something that brings one";
        Errors.of(NoColumns.class)
                .hasSize(17)
                .contains(
                        "NoColumns.maybe is of type Optional<String>" + absent + "String",
                        "NoColumns.number is of type OptionalInt" + absent + "Integer",
                        "NoColumns.several is of type Optional<Instant>[]" + absent + "Instant")
                .anyMatch(error -> error.startsWith("NoColumns.changing is of type AtomicReference<String>, which no"))
                .anyMatch(error ->
                        error.startsWith("NoColumns.counted is of type LongAdder, which no column holds: a row"))
                .anyMatch(error -> error.startsWith("NoColumns.weak is of type WeakReference<String>, which no"))
                .anyMatch(error -> error.startsWith("NoColumns.lock is of type Lock, which no"))
                .anyMatch(error -> error.startsWith("NoColumns.later is of type Mono<String>" + later))
                .anyMatch(error -> error.startsWith("NoColumns.laters is of type List<Flux<String>>" + later))
                .anyMatch(error -> error.startsWith("NoColumns.future is of type CompletableFuture<String>" + later))
                .anyMatch(error -> error.startsWith("NoColumns.stream is of type Stream<String>" + later))
                .anyMatch(error -> error.startsWith("NoColumns.iterator is of type Iterator<String>" + later))
                .anyMatch(error -> error.startsWith("NoColumns.supplier is of type Supplier<String>" + later))
                .anyMatch(error -> error.startsWith("NoColumns.bytes is of type InputStream" + later))
                .anyMatch(error -> error.startsWith("NoColumns.anything is of type Object, which no column holds: say"))
                .anyMatch(error -> error.startsWith("NoColumns.things is of type Object[], which no column holds: say"))
                .anyMatch(error -> error.startsWith("NoColumns.open is of type T, which no column holds"));
    }

    @Test
    void whatJacksonReadsIsAColumn() {
        assertThat(Model.of(Columns.class).entity(Columns.class).attributes()).hasSize(7);
    }
}
