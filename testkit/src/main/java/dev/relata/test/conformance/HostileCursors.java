package dev.relata.test.conformance;

import static dev.relata.model.Conditions.ne;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.RelataBuilder;
import dev.relata.error.InvalidCursorException;
import dev.relata.model.Property;
import dev.relata.query.Page;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Everything;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Sends forged cursors for pages in every order. Not thread-safe. */
final class HostileCursors {

    private static final int ROWS = 12;

    private final long seed;
    private final Random random;
    private final ForgedCursor forged;
    private final SentTexts sent = new SentTexts();
    private final Relata relata;
    private final List<Everything> rows = new ArrayList<>();

    private HostileCursors(StoreUnderTest store, UnaryOperator<RelataBuilder> settings, long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.forged = new ForgedCursor(random);
        this.relata = store.bare(builder -> settings.apply(builder.listener(sent)), Everything.class);
        for (int i = 0; i < ROWS; i++) {
            rows.add(RandomValues.everything(random, new UUID(random.nextLong(), random.nextLong())));
        }
    }

    /** Forged cursors give a page of the selection, or are refused; nothing else is sent. */
    static void run(StoreUnderTest store, UnaryOperator<RelataBuilder> settings, long seed, int tries) {
        HostileCursors attack = new HostileCursors(store, settings, seed);
        store.observe(attack.relata.schema().create()).answers();
        assertThat(store.observe(Flux.fromIterable(attack.rows).concatMap(attack.relata::insert))
                        .values())
                .hasSize(ROWS);
        List<Property<Everything, ?>> orders = RandomValues.SORTABLE;
        for (int i = 0; i < orders.size(); i++) {
            attack.order(i, tries / orders.size() + 1);
        }
    }

    private void order(int number, int tries) {
        Property<Everything, ?> property = RandomValues.SORTABLE.get(number);
        Selection<Everything> rowsInOrder = relata.from(Everything.class)
                .where(Everything::text, ne("nobody"))
                .orderBy(random.nextBoolean() ? asc(property) : desc(property));
        String cursor = page(rowsInOrder, null).values().get(0).next().orElseThrow();
        Set<List<String>> forms = new HashSet<>();
        for (int i = 0; i < tries; i++) {
            String attempt = forged.of(cursor);
            try {
                check(page(rowsInOrder, attempt), forms);
            } catch (Throwable e) {
                throw new AssertionError("seed " + seed + ", order " + number + ", try " + i + " with " + attempt, e);
            }
        }
    }

    private HostileAnswer<Page<Everything>> page(Selection<Everything> rowsInOrder, @Nullable String cursor) {
        sent.taken();
        return HostileAnswer.of(rowsInOrder.page(ROWS / 2, cursor), sent::taken);
    }

    private void check(HostileAnswer<Page<Everything>> answer, Set<List<String>> forms) {
        if (answer.error() != null) {
            assertThat(answer.error()).isInstanceOf(InvalidCursorException.class);
            assertThat(answer.error().getMessage()).matches("[^\\p{Cntrl}]*");
            return;
        }
        Set<UUID> stored = rows.stream().map(Everything::id).collect(Collectors.toSet());
        assertThat(answer.values().get(0).items()).extracting(Everything::id).isSubsetOf(stored);
        forms.add(answer.sent());
        // One for each value that is null, at most.
        assertThat(forms).hasSizeLessThanOrEqualTo(4);
    }
}
