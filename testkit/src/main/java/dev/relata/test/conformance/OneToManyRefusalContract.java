package dev.relata.test.conformance;

import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.draft;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RefusedException;
import dev.relata.error.RelataException;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Line;
import dev.relata.test.conformance.model.Order;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** One-to-manys: what is refused, before any statement. */
public interface OneToManyRefusalContract extends StoreUnderTest {

    /** A draft under another owner's key. */
    @Test
    @Tag("S20")
    default void createOfAnotherOwnersDraftIsRefused() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));

        observe(relata().on(ann, Author.BOOKS).create(book(bob, "his", 1)))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("authorId");
        observe(relata().on(ann, Author.BOOKS).createMany(Flux.just(draft("ok", 1), book(bob, "his", 1))))
                .fails(RefusedException.class)
                .hasMessageContaining("authorId");
        observe(relata().from(Book.class).count()).sends(1).answers(0L);
    }

    /** A draft under another tenant's key. */
    @Test
    @Tag("S20")
    default void createOfAnotherTenantsDraftIsRefusedNamingTheComponent() {
        Order order = stored(new Order(1L, 10L, "ann"));

        observe(relata().on(order, Order.LINES).create(new Line(2L, 1L, null, "ink")))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("tenantId");
        observe(relata().on(order, Order.LINES).create(new Line(1L, 1L, null, "ink")))
                .answers(new Line(1L, 1L, 10L, "ink"));
    }

    /** A child that is not stored. */
    @Test
    @Tag("S21")
    default void addOfADraftIsRefusedAndOffersCreate() {
        Author author = stored(author("ann"));

        observe(relata().on(author, Author.BOOKS).add(draft("a", 1)))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("create");
    }

    /** A key that may not be null, and no policy that says what else to do. */
    @Test
    @Tag("S23")
    default void removeAndClearOfARequiredKeyAreRefusedAndOfferAnother() {
        Author author = stored(author("ann"));
        Book book = stored(book(author, "a", 1));

        observe(relata().on(author, Author.BOOKS).remove(book))
                .sends(0)
                .fails(RelataException.class)
                .hasMessageContaining("authorId")
                .hasMessageContaining("deleteAll")
                .hasMessageContaining("orphan");
        observe(relata().on(author, Author.BOOKS).clear())
                .sends(0)
                .fails(RelataException.class)
                .hasMessageContaining("authorId");
        observe(relata().on(author, Author.BOOKS).all()).sends(1).answers(book);
        observe(relata().on(author, Author.BOOKS).deleteAll()).answers(1L);
    }

    /** Rows that the relation's own filter would hide. */
    @Test
    @Tag("S26")
    default void writesThatWouldFallOutsideTheDefaultFilterAreRefused() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Book brief = stored(book(bob, "brief", 100));

        observe(relata().on(ann, Author.LONG_READS).create(draft("short", 100)))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("LONG_READS");
        observe(relata().on(ann, Author.LONG_READS).createMany(List.of(draft("long", 700), draft("short", 100))))
                .sends(0)
                .fails(RefusedException.class);
        observe(relata().on(ann, Author.LONG_READS).add(brief)).sends(0).fails(RefusedException.class);
        observe(relata().from(Book.class).all()).sends(1).answers(brief);
        Book created = observe(relata().on(ann, Author.LONG_READS).create(draft("long", 700)))
                .value();
        observe(relata().on(ann, Author.LONG_READS).all()).sends(1).answers(created);
    }

    /** A relation that does not show all that is related. */
    @Test
    @Tag("S27")
    default void writesThatTouchWhatALimitHidesAreRefused() {
        Author author = stored(author("ann"));
        Book one = stored(book(author, "one", 1));
        Book two = stored(book(author, "two", 2));
        Book three = stored(book(author, "three", 3));
        var longest = relata().on(author, Author.TWO_LONGEST);

        observe(longest.set(List.of(one)))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("limit");
        observe(longest.clear()).sends(0).fails(RefusedException.class).hasMessageContaining("limit");
        observe(longest.removeMany(List.of(three)))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("limit");
        observe(relata().on(author, Author.BOOKS).all()).sends(1).answers(one, three, two);
        assertThat(observe(longest.all()).sends(1).values()).containsExactly(three, two);
    }
}
