package dev.relata.test.conformance;

import static dev.relata.model.Conditions.allOf;
import static dev.relata.model.Conditions.anyOf;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.not;
import static dev.relata.test.conformance.Rows.author;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.RefusedException;
import dev.relata.model.Condition;
import dev.relata.model.Filter;
import dev.relata.model.Property;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Line;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Calls that mean nothing, refused in words that name the call and the argument. */
@SuppressWarnings("NullAway") // nulls where none may be: that is what is tested
public interface MisuseContract extends StoreUnderTest {

    /** What filters are made of is refused where it is written. */
    @Test
    @Tag("S117")
    default void aNullAmongFiltersIsRefusedInWords() {
        refused(() -> anyOf((Filter<Book>[]) null), "anyOf", "filters");
        refused(() -> allOf((Filter<Book>[]) null), "allOf", "filters");
        refused(() -> anyOf(is(Book::pages, eq(1)), null), "anyOf", "filter 2");
        refused(() -> allOf(null, is(Book::pages, eq(1))), "allOf", "filter 1");
        refused(() -> not((Filter<Book>) null), "not", "the filter");
        refused(() -> in((Collection<Integer>) null), "in", "the collection");
        refused(() -> is(Book::pages, (Condition<Integer>) null), "is", "the condition");
    }

    private static void refused(ThrowingCallable call, String... words) {
        assertThatThrownBy(call)
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("is null")
                .hasMessageContainingAll(words);
    }

    /** What a selection or a manager is given is refused on subscribe. */
    @Test
    @Tag("S117")
    default void aNullInPlaceOfAnArgumentIsRefusedInWords() {
        Author author = stored(author("ann"));
        refused(relata().from(Book.class).where((Filter<Book>) null).all(), "Book.where", "the filter");
        refused(relata().from(Book.class).where(null, eq(1)).count(), "Book.where", "the property");
        refused(relata().from(Book.class).orderBy(null).all(), "Book.orderBy", "the sort");
        refused(relata().from(Book.class).whereAny(Book.LABELS, null).all(), "Book.LABELS", "the function");
        refused(relata().from(Book.class).sum((Property<Book, Integer>) null), "Book", "the property");
        refused(relata().from(Book.class).update(null), "Book.update", "the assignment");
        refused(relata().from(null).all(), "from", "the class");
        refused(relata().find(Book.class, null), "Book.id");
        refused(relata().insert(null), "insert", "the row");
        refused(relata().update(null), "update", "the row");
        refused(relata().bulk().insert((Iterable<Book>) null), "the rows");
        refused(relata().bulk().insert(Arrays.asList(new Label(null, "a"), null)), "row 1");
        refused(relata().on((Author) null, Author.BOOKS).all(), "Author.BOOKS", "the owner");
        refused(relata().on(author, Author.BOOKS).add(null), "add", "the row");
        refused(relata().on(author, Author.BOOKS).createMany(Arrays.asList((Book) null)), "row 0");
        refused(relata().on(author, Author.PROFILE).set(null), "set", "the row");
    }

    /** The properties of a key are refused where it is written. */
    @Test
    @Tag("S117")
    default void aNullAmongThePropertiesOfAKeyIsRefusedInWords() {
        Label label = new Label(null, "a");
        refused(() -> relata().upsert(label, (Property<Label, ?>) null), "a key of properties", "property 1");
        refused(() -> relata().upsert(label, Label::name, null), "a key of properties", "property 2");
        refused(() -> relata().upsert(label, (Property<Label, ?>[]) null), "a key of properties", "the array");
        refused(() -> relata().getOrCreate(label, null), "a key of properties", "property 1");
    }

    private void refused(Mono<?> call, String... words) {
        refused(call.flux(), words);
    }

    private void refused(Flux<?> call, String... words) {
        observe(call).sends(0).fails(RefusedException.class).hasMessageContainingAll(words);
    }

    /** Several ids, in whatever they come. */
    @Test
    @Tag("S117")
    default void findSaysHowToAskForSeveral() {
        for (Object ids : List.of(List.of(1L, 2L), Set.of(1L), new Long[] {1L, 2L}, new long[] {1}, Flux.just(1L))) {
            refused(relata().find(Label.class, ids), "one id of Label", "where(Label::id, in(ids))");
        }
        refused(relata().find(Line.class, List.of(List.of(1L, 2L), List.of(3L, 4L))), "one id of Line", "anyOf");
        Book book = new Book(1L, 1L, null, "a", 1, null, Rows.LONG_AGO);
        refused(relata().on(book, Book.LABELS).addIds(List.of(1L, 2L)), "Book.LABELS", "addIds(first, second)");
        refused(relata().onKey(Author.BOOKS, List.of(1L, 2L)).all(), "Author.BOOKS", "load(owners");
    }
}
