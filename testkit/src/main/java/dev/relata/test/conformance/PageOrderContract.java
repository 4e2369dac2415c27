package dev.relata.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.model.Property;
import dev.relata.model.Sort;
import dev.relata.query.Page;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Everything;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Pages by values of every type: a cursor carries what the store sorts by. */
public interface PageOrderContract extends StoreUnderTest {

    /** Random orders of random rows, with ties, nulls and values at the edges. */
    @Test
    @Tag("S108")
    default void pagesByValuesOfAnyTypeAreTheSelectionCutIntoPieces() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        System.out.println("random orders of seed " + seed);
        List<Everything> rows = IntStream.range(0, 9)
                .mapToObj(i -> RandomValues.everything(random, new UUID(0, i)))
                .toList();
        rows.forEach(this::stored);

        for (int order = 0; order < 100; order++) {
            List<Sort<Everything>> terms = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                terms.add(term(random));
            }
            Selection<Everything> sorted = relata().from(Everything.class).orderBy(terms.get(0));
            for (Sort<Everything> term : terms.subList(1, terms.size())) {
                sorted = sorted.thenBy(term);
            }
            List<UUID> all = ids(observe(sorted.all()).values());
            for (int size : List.of(1, 2, 7)) {
                assertThat(ids(pages(sorted, size)))
                        .as("seed %d, order %d by %s, pages of %d", seed, order, terms, size)
                        .isEqualTo(all);
            }
        }
    }

    private static Sort<Everything> term(Random random) {
        List<Property<Everything, ?>> properties = RandomValues.SORTABLE;
        Property<Everything, ?> property = properties.get(random.nextInt(properties.size()));
        Sort<Everything> sort = random.nextBoolean() ? Sort.asc(property) : Sort.desc(property);
        return switch (random.nextInt(3)) {
            case 0 -> sort.nullsFirst();
            case 1 -> sort.nullsLast();
            default -> sort;
        };
    }

    private List<Everything> pages(Selection<Everything> selection, int size) {
        Flux<Page<Everything>> pages = selection
                .page(size)
                .expand(page -> page.next()
                        .map(cursor -> selection.page(size, cursor).flux())
                        .orElseGet(Flux::empty));
        // An endless walk shall fail, not hang.
        return observe(pages.take(20).concatMapIterable(Page::items)).values();
    }

    private static List<UUID> ids(List<Everything> rows) {
        return rows.stream().map(Everything::id).toList();
    }
}
