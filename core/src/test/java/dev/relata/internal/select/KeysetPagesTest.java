package dev.relata.internal.select;

import static dev.relata.model.Conditions.gte;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.RecordingStore;
import dev.relata.Relata;
import dev.relata.error.InvalidCursorException;
import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.Evaluation;
import dev.relata.internal.resolve.Sample;
import dev.relata.internal.resolve.SortedValues;
import dev.relata.model.Property;
import dev.relata.model.Sort;
import dev.relata.query.Page;
import dev.relata.query.Selection;
import dev.relata.spi.Expression;
import dev.relata.spi.Path;
import dev.relata.spi.Select;
import dev.relata.spi.SortKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** Pages one after the other are the whole selection, whatever its order and its nulls. */
class KeysetPagesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Random random = Sample.random();
    private final List<@Nullable Object[]> table = new ArrayList<>(
            LongStream.range(0, 40).mapToObj(id -> Sample.row(random, id)).toList());
    private final RecordingStore store = new RecordingStore(this::answer);
    private final Relata relata =
            Relata.builder().store(store).model(Sample.class).build();

    private List<@Nullable Object[]> answer(Select select) {
        return Evaluation.rows(select.query(), table).stream()
                .map(row -> project(select.columns(), row))
                .toList();
    }

    private static @Nullable Object[] project(List<Expression> columns, @Nullable Object[] row) {
        return columns.stream().map(column -> value(column, row)).toArray();
    }

    private static @Nullable Object value(Expression column, @Nullable Object[] row) {
        if (column instanceof SortKey key) {
            Object value = row[((Path) key.value()).attribute().index()];
            return value == null ? null : SortedValues.key(value);
        }
        return row[((Path) column).attribute().index()];
    }

    private static Sort<Sample> term(Random random) {
        List<Property<Sample, ?>> properties =
                List.of(Sample::number, Sample::text, Sample::day, Sample::moment, Sample::flag, Sample::id);
        Property<Sample, ?> property = properties.get(random.nextInt(properties.size()));
        Sort<Sample> sort = random.nextBoolean() ? Sort.asc(property) : Sort.desc(property);
        return switch (random.nextInt(3)) {
            case 0 -> sort.nullsFirst();
            case 1 -> sort.nullsLast();
            default -> sort;
        };
    }

    private List<Sample> pageByPage(Selection<Sample> selection, int size) {
        List<Sample> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<Sample> page = page(selection, size, cursor);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(size);
            all.addAll(page.items());
            assertThat(all).as("no row twice").hasSizeLessThanOrEqualTo(table.size());
            cursor = page.next();
        } while (cursor.isPresent());
        return all;
    }

    private static Page<Sample> page(Selection<Sample> selection, int size, Optional<String> cursor) {
        Page<Sample> page = cursor.map(from -> selection.page(size, from))
                .orElseGet(() -> selection.page(size))
                .block(PATIENCE);
        assertThat(page).isNotNull();
        return page;
    }

    @Test
    void pagesOfAnyOrderAreTheWholeSelection() {
        for (int round = 0; round < 300; round++) {
            Selection<Sample> selection = relata.from(Sample.class).orderBy(term(random));
            for (int more = random.nextInt(3); more > 0; more--) {
                selection = selection.thenBy(term(random));
            }
            if (random.nextBoolean()) {
                selection = selection.where(Sample::id, lt(30L));
            }
            if (random.nextBoolean()) {
                selection = selection.limit(random.nextInt(40));
            }
            List<Sample> whole = selection.all().collectList().block(PATIENCE);

            assertThat(pageByPage(selection, 1 + random.nextInt(12))).isEqualTo(whole);
        }
    }

    @Test
    void rowsThatComeAndGoNeitherHideNorRepeatTheOthers() {
        Selection<Sample> selection = relata.from(Sample.class).orderBy(asc(Sample::number));
        List<Sample> stays =
                selection.where(Sample::id, gte(10L)).all().collectList().block(PATIENCE);
        List<Sample> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        long fresh = 1_000;
        do {
            Page<Sample> page = page(selection, 3, cursor);
            seen.addAll(page.items());
            cursor = page.next();
            table.removeIf(row -> row[0] instanceof Long id && id < 10 && random.nextInt(4) == 0);
            table.add(random.nextInt(table.size()), Sample.row(random, fresh++));
        } while (cursor.isPresent() && fresh < 1_100);

        assertThat(seen.stream().filter(row -> row.id() >= 10 && row.id() < 1_000))
                .containsExactlyElementsOf(stays);
    }

    @Test
    void thePageAfterTheLastRowOfAnExactFitIsNotOffered() {
        Page<Sample> page = page(relata.from(Sample.class), table.size(), Optional.empty());

        assertThat(page.items()).hasSize(40);
        assertThat(page.hasNext()).isFalse();
    }

    @Test
    void aCursorOfAnotherQueryIsRefusedBeforeAnythingIsSent() {
        Selection<Sample> selection = relata.from(Sample.class).where(Sample::id, lt(30L));
        String cursor = page(selection, 5, Optional.empty()).next().orElseThrow();
        int sent = store.requests().size();

        for (Selection<Sample> other : List.of(
                relata.from(Sample.class),
                relata.from(Sample.class).where(Sample::id, lt(31L)),
                selection.orderBy(asc(Sample::text)),
                selection.limit(20))) {
            other.page(5, cursor).as(StepVerifier::create).verifyError(InvalidCursorException.class);
        }
        assertThat(store.requests()).hasSize(sent);
    }

    @Test
    void aPageOfNothingIsRefused() {
        relata.from(Sample.class).page(0).as(StepVerifier::create).verifyError(RefusedException.class);
        assertThat(store.requests()).isEmpty();
    }
}
