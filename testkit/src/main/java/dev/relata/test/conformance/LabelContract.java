package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Sort.asc;
import static dev.relata.test.conformance.Cinema.Rating.G;
import static dev.relata.test.conformance.Cinema.Rating.NC_17;
import static dev.relata.test.conformance.Cinema.Rating.PG;
import static dev.relata.test.conformance.Cinema.Rating.PG_13;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.query.Group;
import dev.relata.query.Page;
import dev.relata.query.Selection;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.Cinema.Rating;
import dev.relata.test.conformance.Cinema.Rule;
import dev.relata.test.conformance.Cinema.Screening;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Constants of enums that are stored under labels. */
public interface LabelContract extends StoreUnderTest {

    private static Selection<Screening> byLabel(Relata cinema) {
        return cinema.from(Screening.class).orderBy(asc(Screening::rating));
    }

    /** As values, nulls and elements, by one row and by many. */
    @Test
    @Tag("S143")
    @Requires(Capability.SCHEMA)
    default void constantsWithLabelsComeBack() {
        Relata cinema = Cinema.opened(this);

        assertThat(observe(cinema.from(Screening.class).all()).values())
                .allSatisfy(row -> assertThat(row.both()).containsExactly(PG_13, row.rating()))
                .allSatisfy(row -> assertThat(row.advised()).isEqualTo(row.rating() == G ? null : row.rating()));
        List<Screening> many = IntStream.range(0, 600)
                .mapToObj(i -> Cinema.screening(Rating.values()[i % 4]))
                .toList();
        observe(cinema.bulk().insert(Screening.class, Flux.fromIterable(many))).answers(600L);
        observe(cinema.from(Screening.class).where(Screening::rating).eq(PG_13).count())
                .answers(151L);
    }

    /** They sort by label, not by name. */
    @Test
    @Tag("S143")
    @Requires(Capability.SCHEMA)
    default void constantsCompareByTheirLabels() {
        Relata cinema = Cinema.opened(this);

        observe(byLabel(cinema).values(Screening::rating)).answers(NC_17, G, PG, PG_13);
        observe(byLabel(cinema).where(Screening::rating, gt(G)).values(Screening::rating))
                .answers(PG, PG_13);
        observe(byLabel(cinema).where(Screening::rating, in(PG_13, NC_17)).values(Screening::rating))
                .answers(NC_17, PG_13);
        observe(cinema.from(Screening.class).max(Screening::rating)).answers(PG_13);
        observe(cinema.from(Screening.class).min(Screening::rating)).answers(NC_17);
        observe(cinema.from(Screening.class).group(Screening::rating).count())
                .answers(new Group<>(NC_17, 1L), new Group<>(G, 1L), new Group<>(PG, 1L), new Group<>(PG_13, 1L));
    }

    /** The cursor holds a label. */
    @Test
    @Tag("S143")
    @Requires(Capability.SCHEMA)
    default void pagesAreOrderedByLabel() {
        Relata cinema = Cinema.opened(this);

        Page<Screening> first = observe(byLabel(cinema).page(2)).value();
        Page<Screening> second =
                observe(byLabel(cinema).page(2, first.next().orElseThrow())).value();

        assertThat(first.items()).extracting(Screening::rating).containsExactly(NC_17, G);
        assertThat(second.items()).extracting(Screening::rating).containsExactly(PG, PG_13);
    }

    /** As ids, and as keys that refer to them. */
    @Test
    @Tag("S143")
    @Requires(Capability.SCHEMA)
    default void constantsWithLabelsAreKeys() {
        Relata cinema = Cinema.opened(this);

        observe(cinema.find(Rule.class, PG_13)).sends(1).answers(new Rule(PG_13, "PG_13"));
        observe(cinema.upsert(new Rule(NC_17, "adults"))).answers(new Rule(NC_17, "adults"));
        observe(byLabel(cinema)
                        .all()
                        .flatMapSequential(
                                row -> cinema.on(row, Screening.RULE).get().map(Rule::text))
                        .as(cinema::batched))
                .sends(2)
                .answers("adults", "G", "PG", "PG_13");
        observe(cinema.from(Screening.class).where(Screening::rating).eq(PG).update(set(Screening::advised, NC_17)))
                .answers(1L);
        observe(cinema.from(Screening.class).where(Screening::advised).eq(NC_17).count())
                .answers(2L);
    }
}
