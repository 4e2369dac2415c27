package dev.relata.test.conformance;

import static dev.relata.model.Conditions.in;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.test.conformance.Rows.author;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.relata.Relata;
import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.export.JsonArray;
import dev.relata.export.Ndjson;
import dev.relata.query.Iteration;
import dev.relata.query.Selection;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.Meters.Amount;
import dev.relata.test.conformance.Meters.Bill;
import dev.relata.test.conformance.Meters.Checked;
import dev.relata.test.conformance.Meters.Named;
import dev.relata.test.conformance.Meters.Reading;
import dev.relata.test.conformance.Meters.Shown;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Ride;
import dev.relata.test.conformance.model.Rider;
import dev.relata.test.conformance.model.Ticket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Rows as bytes. */
public interface ExportContract extends StoreUnderTest {

    /** Mappers with settings that show in what they write. */
    private static List<JsonMapper> mappers() {
        return List.of(
                JsonMapper.builder().build(),
                JsonMapper.builder()
                        .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                        .build(),
                JsonMapper.builder()
                        .changeDefaultPropertyInclusion(any ->
                                JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                        .build(),
                JsonMapper.builder()
                        .enable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS)
                        .build(),
                JsonMapper.builder(JsonFactory.builder()
                                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                                .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
                                .build())
                        .build());
    }

    private static String text(List<ByteBuffer> buffers) {
        StringBuilder text = new StringBuilder();
        buffers.forEach(buffer -> text.append(StandardCharsets.UTF_8.decode(buffer)));
        return text.toString();
    }

    private String exported(Flux<ByteBuffer> buffers) {
        return text(observe(buffers).values());
    }

    private <T> void writesWhatTheMapperWrites(Selection<T> selection, JsonMapper json) {
        String lines = exported(Ndjson.of(selection.iterate(), json));
        assertThat(exported(Ndjson.of(selection, json))).isEqualTo(lines);
        assertThat(exported(JsonArray.of(selection, Iteration.adaptive(), json)))
                .isEqualTo("[" + lines.strip().replace("}\n{", "},{") + "]");
    }

    /** Whatever the mapper is set to. */
    @Test
    @Tag("S200")
    @Requires(Capability.SCHEMA)
    default void rowsAreWrittenAsTheirRecordsAre() {
        Relata meters = Meters.opened(this);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Reading> rows = LongStream.range(0, 60)
                .mapToObj(id -> Meters.reading(id, random))
                .toList();
        observe(meters.bulk().insert(rows)).values();

        assertThat(seed).as("seed").satisfies(any -> {
            for (JsonMapper json : mappers()) {
                writesWhatTheMapperWrites(meters.from(Reading.class).orderBy(asc(Reading::id)), json);
            }
        });
    }

    /** Records that a mapper writes in its own way, or that are more than their values. */
    @Test
    @Tag("S200")
    @Requires(Capability.SCHEMA)
    default void whatNeedsARecordIsWrittenFromOne() {
        Relata meters = Meters.opened(this);
        observe(meters.insert(new Bill(1, new Amount(7), new long[] {1, 2}, new byte[] {1, -1}, List.of("a", "b"))))
                .value();
        observe(meters.insert(new Checked(1, "ann"))).value();
        observe(meters.insert(new Shown(1, "ann"))).value();

        JsonMapper json = JsonMapper.builder().build();
        writesWhatTheMapperWrites(meters.from(Bill.class), json);
        writesWhatTheMapperWrites(meters.from(Checked.class), json);
        writesWhatTheMapperWrites(meters.from(Shown.class), json);
        assertThat(exported(Ndjson.of(meters.from(Checked.class)))).isEqualTo("{\"id\":1,\"name\":\"ANN\"}\n");
        assertThat(exported(Ndjson.of(meters.from(Shown.class))))
                .contains("\"name\":\"<<ann>>\"")
                .contains("\"length\":");
    }

    /** No rows, with and without asking the store. */
    @Test
    @Tag("S201")
    default void anExportOfNothingIsEmpty() {
        Selection<Author> none = relata().from(Author.class);
        observe(Ndjson.of(none)).answers();
        assertThat(exported(JsonArray.of(none))).isEqualTo("[]");
        observe(Ndjson.of(none.where(Author::name, in(List.of())))).sends(0).answers();
        assertThat(exported(JsonArray.of(none.where(Author::name, in(List.of())))))
                .isEqualTo("[]");
    }

    /** One statement, whole lines in buffers of about 32 KiB, in order. */
    @Test
    @Tag("S201")
    default void buffersHoldManyWholeRows() {
        List<Author> authors = LongStream.range(1000, 4000)
                .mapToObj(i -> author("author " + i))
                .toList();
        observe(relata().bulk().insert(authors)).values();
        Selection<Author> selection = relata().from(Author.class).orderBy(asc(Author::name));

        List<ByteBuffer> buffers = observe(Ndjson.of(selection)).sends(1).values();

        assertThat(buffers).hasSizeBetween(4, 20);
        assertThat(buffers.subList(0, buffers.size() - 1))
                .allSatisfy(buffer -> assertThat(buffer.remaining()).isBetween(32 * 1024, 64 * 1024));
        assertThat(buffers)
                .allSatisfy(buffer -> assertThat(buffer.get(buffer.limit() - 1)).isEqualTo((byte) '\n'));
        assertThat(text(buffers)).isEqualTo(exported(Ndjson.of(selection.iterate())));
    }

    /** One at a time, and no further after a cancel. */
    @Test
    @Tag("S202")
    default void buffersComeByDemand() {
        List<Author> authors = LongStream.range(1000, 4000)
                .mapToObj(i -> author("author " + i))
                .toList();
        observe(relata().bulk().insert(authors)).values();
        List<Long> done = new ArrayList<>();
        Iteration watched = Iteration.fetchSize(50).onProgress(progress -> done.add(progress.done()));

        Flux<ByteBuffer> buffers = Ndjson.of(relata().from(Author.class), watched, JsonMapper.shared());
        StepVerifier.create(buffers, 1)
                .expectNextCount(1)
                .then(() -> assertThat(done.get(done.size() - 1)).isBetween(300L, 1600L))
                .thenRequest(1)
                .expectNextCount(1)
                .thenCancel()
                .verify(java.time.Duration.ofSeconds(30));
        assertThat(done.get(done.size() - 1)).isLessThan(2800L);
        observe(relata().from(Author.class).count()).answers(3000L);
    }

    /** A row that its record refuses. */
    @Test
    @Tag("S202")
    @SuppressWarnings("NullAway") // a code that the store is asked to fill
    default void anErrorComesBehindTheRowsBeforeIt() {
        Rider rider = stored(new Rider(null, "ann"));
        Ride north = stored(new Ride(null, "north"));
        Ride south = stored(new Ride(null, "south"));
        Ticket first = stored(new Ticket(null, rider.id(), north.id(), "a1", null));
        storeWithoutCode(new Ticket(null, rider.id(), south.id(), null, null));

        List<String> sent = new ArrayList<>();
        StepVerifier.create(JsonArray.of(relata().from(Ticket.class).orderBy(asc(Ticket::id)))
                        .doOnNext(buffer -> sent.add(text(List.of(buffer)))))
                .expectNextCount(1)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(InvalidValueException.class)
                        .hasMessageContaining("Ticket.code is null in the row with id="));
        assertThat(sent).containsExactly("[" + JsonMapper.shared().writeValueAsString(first));
    }

    /** Rows that the transaction has written. */
    @Test
    @Tag("S203")
    @Requires(Capability.TRANSACTIONS)
    default void exportsSeeWhatTheirTransactionHasWritten() {
        Mono<List<ByteBuffer>> inside = relata().insert(author("ann"))
                .thenMany(Flux.defer(() -> Ndjson.of(relata().from(Author.class))))
                .collectList()
                .as(relata()::transactional);
        assertThat(text(observe(inside).value())).contains("\"ann\"");
    }

    /** A scope that is used on, beside the export. */
    @Test
    @Tag("S203")
    default void exportsJoinABatchScope() {
        stored(author("ann"));
        Flux<Long> batched = Ndjson.of(relata().from(Author.class))
                .concatMap(buffer -> relata().from(Author.class).count())
                .as(relata()::batched);
        observe(batched).answers(1L);
    }

    /** A plan has no effect on rows. */
    @Test
    @Tag("S203")
    default void anExportRefusesWhatIterateRefuses() {
        observe(Ndjson.of(relata().from(Author.class).fetch(Author.BOOKS)))
                .sends(0)
                .fails(RefusedException.class);
        observe(Ndjson.of(relata().from(Author.class).forUpdate())).sends(0).fails(RefusedException.class);
        observe(Ndjson.of(
                        relata().from(Author.class).orderBy(asc(Author::name)),
                        Iteration.parallel(4),
                        JsonMapper.shared()))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContainingAll("parallel(…)", "an order");
    }

    /** There are no rows whose managers could be asked. */
    @Test
    @Tag("S121")
    default void anExportRefusesToReadAheadForManagers() {
        observe(Ndjson.of(relata().from(Author.class).lookAhead()))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContainingAll("lookAhead()", "an export");
        observe(Ndjson.of(relata().from(Author.class).prefetch(Author.BOOKS)))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContainingAll("prefetch(", "an export");
    }

    /** The order of a selection is that of its export. */
    @Test
    @Tag("S203")
    @Requires(Capability.SCHEMA)
    default void exportsKeepTheOrder() {
        Relata meters = Meters.opened(this);
        observe(meters.insert(new Named(1, "a"))).value();
        observe(meters.insert(new Named(2, "b"))).value();
        assertThat(exported(JsonArray.of(meters.from(Named.class).orderBy(desc(Named::id)))))
                .isEqualTo("[{\"id\":2,\"name\":\"b\"},{\"id\":1,\"name\":\"a\"}]");
    }
}
