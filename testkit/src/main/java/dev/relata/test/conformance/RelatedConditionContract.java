package dev.relata.test.conformance;

import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.everyRelated;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.noneRelated;
import static dev.relata.model.Conditions.related;
import static dev.relata.model.Sort.asc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;

import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Profile;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Conditions on related rows. */
public interface RelatedConditionContract extends StoreUnderTest {

    private void expectAuthors(Selection<Author> selection, String... names) {
        observe(selection.orderBy(asc(Author::name)).values(Author::name))
                .sends(1)
                .answers(names);
    }

    /** Ann has a long and a short book, bob a long one, cat none. */
    private void library() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        stored(author("cat"));
        Book long1 = stored(book(ann, "long", 900));
        stored(book(ann, "short", 100));
        stored(book(bob, "long", 900));
        Label sea = stored(new Label(null, "sea"));
        stored(new Label(null, "sky"));
        observe(relata().on(long1, Book.LABELS).add(sea)).answers(true);
        stored(new Profile(null, Rows.id(bob), "writes"));
    }

    /** Any, none and every, over some rows and over none. */
    @Test
    @Tag("S46")
    default void everyAndNoneAreTrueOverNoRows() {
        library();
        Selection<Author> authors = relata().from(Author.class);

        expectAuthors(authors.whereAny(Author.BOOKS, b -> b.where(Book::pages, gt(500))), "ann", "bob");
        expectAuthors(authors.whereNone(Author.BOOKS, b -> b.where(Book::pages, gt(500))), "cat");
        expectAuthors(authors.whereEvery(Author.BOOKS, b -> b.where(Book::pages, gt(500))), "bob", "cat");
        expectAuthors(authors.whereNone(Author.BOOKS, b -> b), "cat");
        expectAuthors(authors.whereAny(Author.LONG_READS, b -> b), "ann", "bob");
    }

    /** The same as filters that can be combined. */
    @Test
    @Tag("S46")
    default void relatedFiltersMeanTheSame() {
        library();
        Selection<Author> authors = relata().from(Author.class);

        expectAuthors(authors.where(related(() -> Author.BOOKS, is(Book::pages, gt(500)))), "ann", "bob");
        expectAuthors(authors.where(noneRelated(() -> Author.BOOKS, is(Book::pages, gt(500)))), "cat");
        expectAuthors(authors.where(everyRelated(() -> Author.BOOKS, is(Book::pages, gt(500)))), "bob", "cat");
    }

    /** Through to-ones, has-ones and links, and several of them. */
    @Test
    @Tag("S46")
    default void conditionsReachAcrossEveryKindOfRelationship() {
        library();

        observe(relata().from(Book.class)
                        .where(Book.AUTHOR, a -> a.where(Author::name, eq("ann")))
                        .orderBy(asc(Book::title))
                        .values(Book::title))
                .sends(1)
                .answers("long", "short");
        expectAuthors(
                relata().from(Author.class).where(Author.PROFILE, p -> p.where(Profile::bio, eq("writes"))), "bob");
        expectAuthors(
                relata().from(Author.class)
                        .whereAny(
                                Author.BOOKS,
                                b -> b.whereAny(Book.LABELS, label -> label.where(Label::name, eq("sea")))),
                "ann");
        observe(relata().from(Label.class)
                        .whereNone(Book.LABELS.inverse(), b -> b)
                        .values(Label::name))
                .sends(1)
                .answers("sky");
    }

    /** A limit among the related rows is per row. */
    @Test
    @Tag("S41")
    default void aLimitAmongRelatedRowsIsPerRow() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        for (int pages : List.of(100, 200, 300)) {
            stored(book(ann, "a" + pages, pages));
        }
        stored(book(bob, "b100", 100));

        expectAuthors(
                relata().from(Author.class).whereAny(Author.TWO_LONGEST, b -> b.where(Book::pages, eq(100))), "bob");
    }
}
