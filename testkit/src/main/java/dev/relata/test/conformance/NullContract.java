package dev.relata.test.conformance;

import static dev.relata.test.conformance.Rows.author;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ModelException;
import dev.relata.metamodel.Model;
import dev.relata.model.Id;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Ride;
import dev.relata.test.conformance.model.Rider;
import dev.relata.test.conformance.model.Ticket;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Nulls that are stored where a record allows none. */
public interface NullContract extends StoreUnderTest {

    /** A view that is as strict as the row. */
    record Code(Long id, String code) {}

    /** A view that allows what the row does not. */
    record LooseCode(Long id, @Nullable String code) {}

    /** A view that does not allow what the row allows. */
    record Isbn(Long id, String isbn) {}

    /** What a record may not be. */
    record Holders(@Id Long id, Optional<String> title, AtomicReference<String> state, Object any) {}

    /** A view that says in the wrong way what may be null. */
    record OptionalIsbn(Long id, Optional<String> isbn) {}

    /** A draft that leaves the code to the database. */
    @SuppressWarnings("NullAway") // a component that the database fills may be null in a draft
    private static Ticket without(Rider rider, Ride ride) {
        return new Ticket(null, id(rider.id()), id(ride.id()), null, null);
    }

    private static Long id(@Nullable Long id) {
        return Objects.requireNonNull(id, "store the row first");
    }

    private void refused(Publisher<?> read, int statements) {
        observe(read)
                .sends(statements)
                .fails(InvalidValueException.class)
                .hasMessageContaining("Ticket.code is null in the row with id=")
                .hasMessageContaining("@Nullable");
    }

    /** All ways to a row. */
    @Test
    @Tag("S119")
    default void aNullThatTheRecordDoesNotAllowIsAnErrorOnEveryWayToIt() {
        Rider rider = stored(new Rider(null, "ann"));
        Ride ride = stored(new Ride(null, "north"));
        storeWithoutCode(without(rider, ride));
        Ticket ticket = new Ticket(id(observe(tickets().ids()).value()), id(rider.id()), id(ride.id()), "", null);

        refused(relata().find(Ticket.class, id(ticket.id())), 1);
        refused(tickets().all(), 1);
        refused(tickets().first(), 1);
        refused(tickets().one(), 1);
        refused(tickets().iterate(), 1);
        refused(tickets().page(1), 1);
        refused(tickets().graphs(), 1);
        refused(tickets().iterateGraphs(), 1);
        refused(relata().on(rider, Rider.TICKETS).all(), 1);
        refused(relata().on(rider, Rider.RIDES).links().all(), 1);
        refused(relata().on(rider, Rider.RIDES).links().page(1), 1);
        refused(relata().from(Rider.class).fetch(Rider.TICKETS).graphs(), 2);
        refused(relata().from(Rider.class).fetchLinks(Rider.RIDES).graphs(), 2);
        refused(relata().load(List.of(rider), Rider.TICKETS), 1);
        observe(tickets().count()).answers(1L);
        observe(tickets().values(Ticket::code)).answers();
    }

    private static Long id(Object id) {
        return (Long) id;
    }

    private Selection<Ticket> tickets() {
        return relata().from(Ticket.class);
    }

    /** A view has its own components. */
    @Test
    @Tag("S119")
    default void theComponentsOfAViewSayWhatMayBeNull() {
        Rider rider = stored(new Rider(null, "ann"));
        Ride ride = stored(new Ride(null, "north"));
        storeWithoutCode(without(rider, ride));
        Author author = stored(author("ann"));
        Book book = stored(Rows.book(author, "untold", 1));

        observe(tickets().into(Code.class).all())
                .sends(1)
                .fails(InvalidValueException.class)
                .hasMessageContaining("Code.code is null in the row with id=");
        assertThat(observe(tickets().into(LooseCode.class).all())
                        .sends(1)
                        .value()
                        .code())
                .isNull();
        observe(relata().from(Book.class).into(Isbn.class).iterate())
                .sends(1)
                .fails(InvalidValueException.class)
                .hasMessageContaining("Isbn.isbn is null in the row with id=" + book.id());
    }

    /** Types that are no values of a row. */
    @Test
    @Tag("S122")
    default void whatNoColumnHoldsIsAModelError() {
        assertThatThrownBy(() -> Model.of(Holders.class))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Holders.title is of type Optional<String>")
                .hasMessageContaining("@Nullable String")
                .hasMessageContaining("Holders.state is of type AtomicReference<String>")
                .hasMessageContaining("Holders.any is of type Object");
        observe(relata().from(Book.class).into(OptionalIsbn.class).all())
                .sends(0)
                .fails(ModelException.class)
                .hasMessageContaining("OptionalIsbn.isbn is an Optional")
                .hasMessageContaining("@Nullable String");
    }

    /** What may be null. */
    @Test
    @Tag("S119")
    default void whatMayBeNullIsReadAsNull() {
        Rider rider = stored(new Rider(null, "ann"));
        Ride ride = stored(new Ride(null, "north"));
        Ticket ticket = stored(new Ticket(null, id(rider.id()), id(ride.id()), "a1", null));

        observe(tickets().all()).answers(ticket);
        assertThat(observe(relata().on(rider, Rider.RIDES).links().all())
                        .value()
                        .data())
                .isEqualTo(ticket);
    }
}
