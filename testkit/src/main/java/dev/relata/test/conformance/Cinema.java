package dev.relata.test.conformance;

import static dev.relata.model.Relationships.manyToOne;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.Label;
import dev.relata.model.ManyToOne;
import org.jspecify.annotations.Nullable;

/** Records with constants that are stored under labels, as values, in arrays and as keys. */
final class Cinema {

    private Cinema() {}

    static Class<?>[] types() {
        return new Class<?>[] {Screening.class, Rule.class};
    }

    /** A rule for each rating, and a screening of each. */
    static Relata opened(StoreUnderTest store) {
        Relata cinema = store.bare(types());
        store.observe(cinema.schema().create()).answers();
        for (Rating rating : Rating.values()) {
            store.observe(cinema.insert(new Rule(rating, rating.name()))).value();
            store.observe(cinema.insert(screening(rating))).value();
        }
        return cinema;
    }

    static Screening screening(Rating rating) {
        return new Screening(null, rating, rating == Rating.G ? null : rating, new Rating[] {Rating.PG_13, rating});
    }

    /** Sorts by label as NC_17, G, PG, PG_13. */
    enum Rating {
        G,
        PG,
        @Label("PG-13")
        PG_13,
        @JsonProperty("A")
        NC_17
    }

    /**
     * A rule.
     *
     * @param rating what it is for
     * @param text its text
     */
    record Rule(@Id Rating rating, String text) {}

    /**
     * A screening.
     *
     * @param id the id, from the database
     * @param rating its rating
     * @param advised another one, or none
     * @param both several
     */
    record Screening(
            @Id @Nullable Long id, Rating rating, @Nullable Rating advised, Rating[] both) {

        /** The rule for its rating. */
        static final ManyToOne<Screening, Rule> RULE = manyToOne(Screening::rating, Rule.class);
    }
}
