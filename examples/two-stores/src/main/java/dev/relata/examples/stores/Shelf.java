package dev.relata.examples.stores;

import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Sort.asc;

import dev.relata.Relata;
import dev.relata.query.Graph;
import java.util.List;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The service: what an application does with its books, whatever keeps them. Cold; thread-safe. */
final class Shelf {

    private static final List<Author> AUTHORS = List.of(
            new Author("le-guin", "Ursula K. Le Guin"),
            new Author("lem", "Stanislaw Lem"),
            new Author("butler", "Octavia Butler"));

    private static final List<Book> BOOKS = List.of(
            new Book("dispossessed", "le-guin", "The Dispossessed", 341),
            new Book("lathe", "le-guin", "The Lathe of Heaven", 184),
            new Book("darkness", "le-guin", "The Left Hand of Darkness", 286),
            new Book("solaris", "lem", "Solaris", 204),
            new Book("cyberiad", "lem", "The Cyberiad", 295),
            new Book("kindred", "butler", "Kindred", 264));

    private static final List<Tag> TAGS =
            List.of(new Tag("dream", "dreams"), new Tag("far", "far away"), new Tag("fun", "funny"));

    private final Relata relata;

    Shelf(Relata relata) {
        this.relata = relata;
    }

    /** Rows, each kind in one go, and links. */
    Flux<String> fill() {
        return relata.bulk()
                .insert(AUTHORS)
                .thenMany(relata.bulk().insert(BOOKS))
                .thenMany(relata.bulk().insert(TAGS))
                .then(tag(0, 1)
                        .then(tag(1, 0))
                        .then(tag(2, 1))
                        .then(tag(3, 0, 1))
                        .then(tag(4, 2, 1)))
                .thenReturn(AUTHORS.size() + " authors, " + BOOKS.size() + " books, " + TAGS.size() + " tags")
                .flux();
    }

    private Mono<Long> tag(int book, Integer... tags) {
        List<Tag> chosen = List.of(tags).stream().map(TAGS::get).toList();
        return relata.on(BOOKS.get(book), Book.TAGS).addMany(chosen);
    }

    /** Streams the books and looks up each one's author: the lookups travel together. */
    Flux<String> booksWithTheirAuthors() {
        return relata.from(Book.class)
                .orderBy(asc(Book::title))
                .iterate()
                .flatMapSequential(book ->
                        relata.on(book, Book.AUTHOR).get().map(author -> book.title() + ", by " + author.name()))
                .as(relata::batched);
    }

    /** Whole graphs: authors, the two longest books of each, and the tags of these. */
    Flux<String> longestBooks() {
        return relata.from(Author.class)
                .orderBy(asc(Author::name))
                .fetch(Author.BOOKS, books -> books.limit(2).fetch(Book.TAGS))
                .graphs()
                .map(author -> author.root().name() + ": "
                        + author.graphs(Author.BOOKS).stream().map(Shelf::text).collect(Collectors.joining("; ")));
    }

    private static String text(Graph<Book> book) {
        String tags = book.many(Book.TAGS).stream().map(Tag::name).collect(Collectors.joining(", "));
        return book.root().title() + (tags.isEmpty() ? "" : " (" + tags + ")");
    }

    /** A condition on rows two relationships away. */
    Flux<String> authorsWhoWriteOf(String tag) {
        return relata.from(Author.class)
                .whereAny(
                        Author.BOOKS,
                        books -> books.where(Book::pages, gt(190))
                                .whereAny(Book.TAGS, tags -> tags.where(Tag::name, eq(tag))))
                .orderBy(asc(Author::name))
                .all()
                .map(Author::name);
    }

    /** Deletes an author, the author's books and their links. */
    Flux<String> forget(String authorId) {
        return relata.find(Author.class, authorId)
                .flatMap(relata::delete)
                .then(relata.from(Book.class).count())
                .map(left -> left + " books are left")
                .flux();
    }
}
