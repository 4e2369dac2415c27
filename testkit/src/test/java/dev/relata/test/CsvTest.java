package dev.relata.test;

import static dev.relata.model.Conditions.in;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.export.Csv;
import dev.relata.export.CsvOptions;
import dev.relata.model.Id;
import dev.relata.query.Iteration;
import dev.relata.query.Selection;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Rows as CSV. */
class CsvTest {

    enum Mood {
        CALM
    }

    record Cell(
            @Id long id,
            @Nullable String text,
            @Nullable Double number,
            @Nullable BigDecimal decimal,
            @Nullable Boolean flag,
            @Nullable Mood mood,
            @Nullable Instant at,
            @Nullable UUID uuid,
            long @Nullable [] numbers) {}

    record Loud(@Id long id, String name) {
        Loud {
            name = name.toUpperCase(Locale.ROOT);
        }
    }

    private static final String HEADER = "id,text,number,decimal,flag,mood,at,uuid,numbers\n";

    private final Relata relata = Relata.builder()
            .store(InMemoryStore.create())
            .model(Cell.class, Loud.class)
            .build();

    private static String text(Flux<ByteBuffer> buffers) {
        return String.join(
                "",
                Objects.requireNonNull(buffers.map(
                                buffer -> StandardCharsets.UTF_8.decode(buffer).toString())
                        .collectList()
                        .block()));
    }

    private static void run(Publisher<?> write) {
        StepVerifier.create(Flux.from(write).then()).verifyComplete();
    }

    private Selection<Cell> cells() {
        return relata.from(Cell.class).orderBy(asc(Cell::id));
    }

    private void text(long id, String text) {
        run(relata.insert(new Cell(id, text, null, null, null, null, null, null, null)));
    }

    @Test
    void eachComponentIsACell() {
        run(relata.insert(new Cell(
                1,
                "a",
                1.5,
                new BigDecimal("2.50"),
                true,
                Mood.CALM,
                Instant.parse("2024-01-02T03:04:05Z"),
                new UUID(0, 1),
                new long[] {1, 2})));
        text(2, "");
        run(relata.insert(new Cell(3, null, Double.NaN, null, null, null, null, null, null)));
        assertThat(text(Csv.of(cells())))
                .isEqualTo(HEADER
                        + "1,a,1.5,2.50,true,CALM,2024-01-02T03:04:05Z,00000000-0000-0000-0000-000000000001,\"[1,2]\"\n"
                        + "2,\"\",,,,,,,\n"
                        + "3,,NaN,,,,,,\n");
    }

    @Test
    void textsAreQuotedWhereTheyNeedIt() {
        text(1, "a,b");
        text(2, "say \"hi\"");
        text(3, "two\nlines");
        text(4, "a long text without anything to quote in it, but for the comma");
        text(5, "a long text without anything that had to be quoted in it");
        assertThat(text(Csv.of(
                        cells(), Iteration.adaptive(), CsvOptions.defaults().withoutHeader())))
                .isEqualTo("1,\"a,b\",,,,,,,\n2,\"say \"\"hi\"\"\",,,,,,,\n3,\"two\nlines\",,,,,,,\n"
                        + "4,\"a long text without anything to quote in it, but for the comma\",,,,,,,\n"
                        + "5,a long text without anything that had to be quoted in it,,,,,,,\n");
    }

    @Test
    void formulasAreGuardedWhereThatIsAskedFor() {
        text(1, "=1+1");
        text(-2, "@a");
        CsvOptions plain = CsvOptions.defaults().withoutHeader();
        assertThat(text(Csv.of(cells(), Iteration.adaptive(), plain))).isEqualTo("-2,@a,,,,,,,\n1,=1+1,,,,,,,\n");
        assertThat(text(Csv.of(cells(), Iteration.adaptive(), plain.guardedAgainstFormulas())))
                .isEqualTo("-2,'@a,,,,,,,\n1,'=1+1,,,,,,,\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1", "+1", "-1", "@a", "\ta", "\ra", "\na", "\uff1d1", "\uff0b1", "\uff0d1", "\uff20a"})
    void eachStartOfAFormulaIsGuarded(String text) {
        text(1, text);
        CsvOptions guarded = CsvOptions.defaults().withoutHeader().guardedAgainstFormulas();
        assertThat(text(Csv.of(cells(), Iteration.adaptive(), guarded)).replace("\"", ""))
                .isEqualTo("1,'" + text + ",,,,,,,\n");
    }

    @Test
    void nothingIsAHeaderAlone() {
        assertThat(text(Csv.of(cells()))).isEqualTo(HEADER);
        assertThat(text(Csv.of(cells().where(Cell::id, in(List.of()))))).isEqualTo(HEADER);
        assertThat(text(Csv.of(
                        cells(), Iteration.adaptive(), CsvOptions.defaults().withoutHeader())))
                .isEmpty();
    }

    @Test
    void aConstructorIsCalledWhereItDoesSomething() {
        run(relata.insert(new Loud(1, "a")));
        assertThat(text(Csv.of(relata.from(Loud.class)))).isEqualTo("id,name\n1,A\n");
    }

    @Test
    void manyLinesAreInOneBuffer() {
        run(relata.bulk()
                .insert(LongStream.range(0, 3000)
                        .mapToObj(id -> new Cell(id, "row", null, null, null, null, null, null, null))
                        .toList()));
        List<ByteBuffer> buffers = Csv.of(cells()).collectList().block();
        assertThat(buffers).hasSizeBetween(2, 4);
        assertThat(text(Flux.fromIterable(buffers)).lines()).hasSize(3001);
    }
}
