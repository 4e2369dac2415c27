package dev.relata.test.conformance;

import static dev.relata.model.Conditions.gte;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.model.Sort;
import dev.relata.query.Fetch;
import dev.relata.query.FetchStrategy;
import dev.relata.query.Graph;
import dev.relata.query.Iteration;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Label;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A plan answers what the managers would, one by one. */
public interface RandomGraphContract extends StoreUnderTest {

    /** Random rows and random plans. */
    @Test
    @Tag("S78")
    default void aPlanAnswersWhatLookingUpOneByOneWould() {
        long seed = System.nanoTime();
        System.out.println("random graphs, seed " + seed);
        Random random = new Random(seed);
        fill(random);
        for (int round = 0; round < 12; round++) {
            UnaryOperator<Selection<Label>> labels = narrowed(random, asc(Label::name));
            UnaryOperator<Selection<Book>> books = books(random);
            FetchStrategy strategy = FetchStrategy.values()[random.nextInt(3)];
            Selection<Author> authors = relata().from(Author.class).orderBy(asc(Author::name));
            Selection<Author> plan = authors.fetch(
                            Author.BOOKS,
                            b -> books.apply(b)
                                    .fetch(Book.LABELS, labels)
                                    .fetch(Fetch.of(Book.AUTHOR).by(strategy)))
                    .fetchCount(Author.BOOKS, books);

            List<String> naive = observe(authors.all().concatMap(author -> naive(author, books, labels)))
                    .values();

            String as = "seed " + seed + ", round " + round;
            assertThat(observe(plan.graphs().map(RandomGraphContract::text)).values())
                    .as(as)
                    .isEqualTo(naive);
            Iteration chunks = Iteration.fetchSize(1 + random.nextInt(9));
            assertThat(observe(plan.iterateGraphs(chunks).map(RandomGraphContract::text))
                            .values())
                    .as(as)
                    .isEqualTo(naive);
        }
    }

    private void fill(Random random) {
        List<Author> authors = observe(relata().bulk()
                        .insert(IntStream.range(0, 1 + random.nextInt(12))
                                .mapToObj(i -> author("a" + i))
                                .toList()))
                .values();
        List<Label> labels = observe(relata().bulk()
                        .insert(IntStream.range(0, 5)
                                .mapToObj(i -> new Label(null, "l" + i))
                                .toList()))
                .values();
        List<Book> drafts = authors.stream()
                .flatMap(author -> IntStream.range(0, random.nextInt(7))
                        .mapToObj(i -> book(author, "b" + random.nextInt(4), random.nextInt(5))))
                .toList();
        List<Book> books = observe(relata().bulk().insert(drafts)).values();
        observe(Flux.fromIterable(books)
                        .concatMap(book -> relata().on(book, Book.LABELS)
                                .addMany(labels.stream()
                                        .filter(label -> random.nextBoolean())
                                        .toList())))
                .values();
    }

    private static UnaryOperator<Selection<Book>> books(Random random) {
        Stream<Sort<Book>> sorts = Stream.of(asc(Book::pages), desc(Book::pages), desc(Book::title));
        UnaryOperator<Selection<Book>> narrowed =
                narrowed(random, sorts.toList().get(random.nextInt(3)));
        int pages = random.nextInt(4);
        return random.nextBoolean() ? b -> narrowed.apply(b).where(Book::pages, gte(pages)) : narrowed;
    }

    private static <T> UnaryOperator<Selection<T>> narrowed(Random random, Sort<T> sort) {
        int limit = random.nextInt(5);
        int offset = random.nextInt(3);
        UnaryOperator<Selection<T>> rest = s -> offset == 0 ? s : s.offset(offset);
        return limit == 0
                ? s -> rest.apply(s.orderBy(sort))
                : s -> rest.apply(s.orderBy(sort)).limit(limit);
    }

    private Mono<String> naive(
            Author author, UnaryOperator<Selection<Book>> books, UnaryOperator<Selection<Label>> labels) {
        return books.apply(relata().on(author, Author.BOOKS))
                .all()
                .concatMap(book -> labels.apply(relata().on(book, Book.LABELS))
                        .all()
                        .collectList()
                        .zipWith(relata().on(book, Book.AUTHOR).get(), (found, by) -> book + " by " + by + found))
                .collectList()
                .zipWith(
                        books.apply(relata().on(author, Author.BOOKS)).count(),
                        (found, count) -> author + " " + count + found);
    }

    private static String text(Graph<Author> author) {
        List<String> books = author.graphs(Author.BOOKS).stream()
                .map(book -> book.root() + " by " + book.one(Book.AUTHOR).orElseThrow() + book.many(Book.LABELS))
                .toList();
        return author.root() + " " + author.count(Author.BOOKS) + books;
    }
}
