package dev.relata.r2dbc.docs;

import static dev.relata.model.Assignment.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.ProtectedException;
import dev.relata.query.DeletePlan;
import dev.relata.r2dbc.docs.Library.Author;
import dev.relata.r2dbc.docs.Library.Book;
import dev.relata.r2dbc.docs.Library.Loan;
import dev.relata.r2dbc.docs.Library.Profile;
import dev.relata.r2dbc.docs.Library.Reader;
import dev.relata.r2dbc.docs.Library.Tag;
import dev.relata.test.InMemoryStore;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Samples about deletes. */
class DeletesTest {

    private final Relata relata = Relata.builder()
            .store(InMemoryStore.create())
            .model(Author.class, Profile.class, Book.class, Tag.class, Reader.class, Loan.class)
            .build();

    private static <T> T now(Mono<T> answer) {
        T value = answer.block();
        assertThat(value).as("an answer").isNotNull();
        return value;
    }

    @Test
    void deletes() {
        Author author = now(relata.insert(new Author(null, "Ursula", "ursula@example.com")));
        Book book = now(relata.on(author, Author.BOOKS)
                .create(new Book(null, 0, null, "1", "A Wizard of Earthsea", 183, Instant.EPOCH)));
        Reader reader = now(relata.insert(new Reader(null, "Ged")));
        assertThat(now(relata.on(reader, Reader.BORROWED).add(book, set(Loan::renewals, 0))))
                .isTrue();
        now(relata.insert(new Profile(null, author.id(), "of Berkeley")));
        // sample: deletes
        Mono<DeletePlan> plan = relata.deletePlan(author); // what would go, and what protects it; writes nothing
        Mono<Boolean> gone = relata.delete(author) // refused: Profile.AUTHOR says nothing, so it protects
                .onErrorResume(
                        ProtectedException.class,
                        error -> relata.on(author, Author.PROFILE)
                                .get()
                                .flatMap(relata::delete)
                                .then(relata.delete(author))); // with the books, their links and loans
        Mono<Book> moved = relata.changeId(book, 451L); // and the keys of its links and loans
        // end
        assertThat(now(moved).id()).isEqualTo(451L);
        assertThat(now(plan).toString())
                .isEqualTo("deletes 1 of authors\ndeletes 1 of books (Book.AUTHOR)\ndeletes 1 of loans"
                        + " (Reader.BORROWED)\nrefused: 1 of profiles refer to it (Profile.AUTHOR, PROTECT):"
                        + " Profile id=1");
        assertThat(now(gone)).isTrue();
        assertThat(now(relata.from(Loan.class).count())).isZero();
    }
}
