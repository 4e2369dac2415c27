package dev.relata.test.conformance;

import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.id;
import static dev.relata.test.conformance.Rows.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.ConstraintViolationException;
import dev.relata.query.Iteration;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementKind;
import dev.relata.spi.StatementListener;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Person;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** A listener in the context of a request sees the statements of this request. */
public interface ObservationContract extends StoreUnderTest {

    /** Statements as one listener has seen them. */
    final class SeenStatements implements StatementListener {

        private final Queue<ExecutedStatement> seen = new ConcurrentLinkedQueue<>();

        @Override
        public void onStatement(ExecutedStatement statement) {
            seen.add(statement);
        }

        private Context in(Context context) {
            return context.put(StatementListener.KEY, this);
        }

        private List<ExecutedStatement> counted() {
            return seen.stream().filter(one -> one.kind().counts()).toList();
        }

        private List<String> labels() {
            return counted().stream().map(ExecutedStatement::label).toList();
        }
    }

    /** Two requests at the same time. */
    @Test
    @Tag("S130")
    default void eachRequestHasItsOwnStatements() {
        stored(author("ann"));
        SeenStatements authors = new SeenStatements();
        SeenStatements people = new SeenStatements();
        Mono<Long> ofAuthors = relata().from(Author.class).count().contextWrite(authors::in);
        Mono<Person> ofPeople = relata().insert(person("eve")).contextWrite(people::in);

        observe(Mono.zip(ofAuthors, ofPeople).repeat(4)).sends(10);

        assertThat(authors.labels()).hasSize(5).containsOnly("Author");
        assertThat(authors.counted()).allSatisfy(read -> {
            assertThat(read.kind()).isEqualTo(StatementKind.READ);
            assertThat(read.text()).isNotBlank();
            assertThat(read.rows()).isEqualTo(1);
            assertThat(read.error()).isNull();
        });
        assertThat(people.labels()).hasSize(5).containsOnly("Person");
        assertThat(people.counted()).allMatch(write -> write.kind() == StatementKind.WRITE);
    }

    /** What fails is told too, with its error and without its values. */
    @Test
    @Tag("S130")
    default void aStatementThatFailsIsSeen() {
        Label label = stored(new Label(null, "a word of its own"));
        SeenStatements statements = new SeenStatements();

        observe(relata().insert(label).contextWrite(statements::in)).fails(ConstraintViolationException.class);

        assertThat(statements.counted()).hasSize(1).allSatisfy(write -> {
            assertThat(write.error()).isNotNull();
            assertThat(write.text()).doesNotContain("a word of its own");
        });
    }

    /** The opening of a cursor, and its fetches. */
    @Test
    @Tag("S130")
    default void aStreamHasItsFetches() {
        Author ann = stored(author("ann"));
        observe(relata().bulk()
                        .insert(IntStream.range(0, 7)
                                .mapToObj(i -> book(ann, "book " + i, i))
                                .toList()))
                .values();
        SeenStatements statements = new SeenStatements();

        List<Book> books = observe(relata().on(ann, Author.BOOKS)
                        .iterate(Iteration.fetchSize(2))
                        .contextWrite(statements::in))
                .values();

        assertThat(books).hasSize(7);
        assertThat(statements.labels()).containsExactly("Author.BOOKS");
        assertThat(statements.seen)
                .filteredOn(one -> one.kind() == StatementKind.FETCH)
                .isNotEmpty()
                .allMatch(fetch -> fetch.label().equals("Author.BOOKS") && fetch.rows() <= 2);
    }

    /** The requests of one transaction share a connection, and nothing else. */
    @Test
    @Tag("S130")
    default void requestsOfATransactionAreToldApart() {
        SeenStatements first = new SeenStatements();
        SeenStatements second = new SeenStatements();

        observe(relata().transactional(relata().insert(new Label(null, "sea"))
                        .contextWrite(first::in)
                        .then(relata().insert(author("ann")).contextWrite(second::in))))
                .values();

        assertThat(first.labels()).containsExactly("Label");
        assertThat(second.labels()).containsExactly("Author");
    }

    /** Several who wait for one statement have different contexts; the statement has that of none of them. */
    @Test
    @Tag("S131")
    default void aBatchHasTheContextOfItsScope() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Book one = stored(book(ann, "one", 1));
        Book two = stored(book(bob, "two", 2));
        SeenStatements scope = new SeenStatements();
        SeenStatements waiter = new SeenStatements();

        List<String> names = observe(Flux.just(one, two)
                        .flatMapSequential(book -> relata().on(book, Book.AUTHOR)
                                .get()
                                .flatMap(author -> Mono.deferContextual(
                                        behind -> Mono.just(author.name() + " for " + behind.<String>get("user"))))
                                .contextWrite(context -> waiter.in(context.put("user", "user of " + id(book)))))
                        .as(relata()::batched)
                        .contextWrite(scope::in))
                .sends(1)
                .values();

        assertThat(names).containsExactly("ann for user of " + id(one), "bob for user of " + id(two));
        assertThat(scope.labels()).containsExactly("Book.AUTHOR");
        assertThat(waiter.seen).isEmpty();
    }
}
