package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.draft;
import static dev.relata.test.conformance.Rows.id;

import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Parcel;
import dev.relata.test.conformance.model.Rate;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Batch scopes: what is remembered, and what makes them forget. */
public interface ScopeChangeContract extends StoreUnderTest {

    private Mono<Long> count(Author author) {
        return Mono.defer(() -> relata().on(author, Author.BOOKS).count());
    }

    private Mono<String> nameOfAuthor(Book book) {
        return Mono.defer(() -> relata().on(book, Book.AUTHOR).get().map(Author::name));
    }

    /** Each kind of write between two reads. */
    @Test
    @Tag("S73")
    default void aWriteForgetsWhatItMayHaveChanged() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Book book = stored(book(ann, "a", 1));

        observe(count(ann)
                        .concatWith(relata().on(ann, Author.BOOKS)
                                .create(draft("b", 2))
                                .then(count(ann)))
                        .concatWith(relata().on(book, Book.AUTHOR).set(bob).then(count(ann)))
                        .concatWith(relata().on(bob, Author.BOOKS).moveAll(ann).then(count(ann)))
                        .concatWith(relata().delete(book).then(count(ann)))
                        .concatWith(relata().on(ann, Author.BOOKS).deleteAll().then(count(ann)))
                        .as(relata()::batched))
                .answers(1L, 2L, 1L, 2L, 1L, 0L);
        observe(nameOfAuthor(book)
                        .concatWith(relata().from(Author.class)
                                .update(set(Author::name, "renamed"))
                                .then(nameOfAuthor(book)))
                        .concatWith(nameOfAuthor(book))
                        .as(relata()::batched))
                .sends(3)
                .answers("ann", "renamed", "renamed");
    }

    /** Writes of links. */
    @Test
    @Tag("S73")
    default void aLinkThatIsWrittenIsSeen() {
        Book book = stored(book(stored(author("ann")), "a", 1));
        Label sea = stored(new Label(null, "sea"));
        Mono<Long> labels = Mono.defer(() -> relata().on(book, Book.LABELS).count());

        observe(labels.concatWith(relata().on(book, Book.LABELS).add(sea).then(labels))
                        .concatWith(relata().on(book, Book.LABELS).remove(sea).then(labels))
                        .concatWith(labels)
                        .as(relata()::batched))
                .answers(0L, 1L, 0L, 0L);
    }

    /** Writes elsewhere. */
    @Test
    @Tag("S73")
    default void whatAWriteCannotHaveChangedIsKept() {
        Author ann = stored(author("ann"));
        Book book = stored(book(ann, "a", 1));

        observe(nameOfAuthor(book)
                        .concatWith(relata().insert(new Label(null, "sea")).then(nameOfAuthor(book)))
                        .as(relata()::batched))
                .sends(2)
                .answers("ann", "ann");
    }

    /** By hand. */
    @Test
    @Tag("S73")
    default void refreshForgetsAndPrimeFills() {
        Author ann = stored(author("ann"));
        Book book = stored(book(ann, "a", 1));
        Author primed = new Author(ann.id(), "primed", "primed@example.com");

        observe(nameOfAuthor(book)
                        .concatWith(
                                relata().batching().refresh(Book.AUTHOR, book).then(nameOfAuthor(book)))
                        .concatWith(relata().batching().prime(primed).then(nameOfAuthor(book)))
                        .concatWith(relata().find(Author.class, id(ann)).map(Author::name))
                        .concatWith(
                                relata().batching().refresh(Book.AUTHOR, book).then(nameOfAuthor(book)))
                        .as(relata()::batched))
                .sends(3)
                .answers("ann", "ann", "primed", "primed", "ann");
    }

    /** A transaction that is undone. */
    @Test
    @Tag("S73")
    @Requires(Capability.TRANSACTIONS)
    default void whatWasReadInATransactionThatIsUndoneIsForgotten() {
        Author ann = stored(author("ann"));
        Mono<Long> undone = relata().on(ann, Author.BOOKS)
                .create(draft("b", 1))
                .then(count(ann))
                .flatMap(books -> Mono.<Long>error(new IllegalStateException("" + books)))
                .as(relata()::transactional)
                .onErrorResume(IllegalStateException.class, e -> Mono.just(Long.valueOf(e.getMessage())));

        observe(count(ann).concatWith(undone).concatWith(count(ann)).as(relata()::batched))
                .answers(0L, 1L, 0L);
    }

    /** A part of a transaction that is undone. */
    @Test
    @Tag("S73")
    @Requires(Capability.SAVEPOINTS)
    default void whatWasReadInASavepointThatIsUndoneIsForgotten() {
        Author ann = stored(author("ann"));
        Mono<Long> undone = relata().on(ann, Author.BOOKS)
                .create(draft("b", 1))
                .then(count(ann))
                .flatMap(books -> Mono.<Long>error(new IllegalStateException("" + books)))
                .as(relata()::transactional)
                .onErrorResume(IllegalStateException.class, e -> Mono.just(Long.valueOf(e.getMessage())));
        Flux<Long> around = count(ann).concatWith(undone).concatWith(count(ann)).as(relata()::transactional);

        observe(around.as(relata()::batched)).answers(0L, 1L, 0L);
        observe(around.as(relata()::batched).as(relata()::transactional)).answers(0L, 1L, 0L);
    }

    /** A row that cannot be read: asked for by two, and again. */
    @Test
    @Tag("S72")
    default void aFailureIsThatOfItsOwnKeyAndIsNotKept() {
        stored(new Rate(null, "near", 1));
        stored(new Rate(null, "far", 2));
        observe(relata().from(Rate.class).where(Rate::zone).eq("far").update(set(Rate::cents, -1)))
                .answers(1L);
        Parcel near = stored(new Parcel(null, "near"));
        Parcel far = stored(new Parcel(null, "far"));
        Function<Parcel, Mono<Integer>> cents = parcel ->
                relata().on(parcel, Parcel.RATE).get().map(Rate::cents).onErrorReturn(-1);

        observe(Flux.just(far, near, far)
                        .flatMapSequential(cents)
                        .concatWith(Flux.just(near, far).flatMapSequential(cents))
                        .as(relata()::batched))
                .sends(2)
                .answers(-1, 1, -1, 1, -1);
    }

    /** Of two waiters one goes, then both. */
    @Test
    @Tag("S71")
    default void whoeverCancelsBeforeTheBatchIsSentIsNotAskedFor() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Book one = stored(book(ann, "a", 1));
        Book two = stored(book(bob, "b", 1));
        Sinks.Empty<Void> stop = Sinks.empty();
        Flux<String> stopped = nameOfAuthor(one)
                .takeUntilOther(stop.asMono())
                .mergeWith(nameOfAuthor(one).mergeWith(nameOfAuthor(two)))
                .mergeWith(Mono.fromRunnable(() -> stop.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST)));

        observe(stopped.as(relata()::batched)).sends(1).answers("ann", "bob");

        Sinks.Empty<Void> stopAll = Sinks.empty();
        Flux<String> stoppedAll = nameOfAuthor(one)
                .mergeWith(nameOfAuthor(two))
                .takeUntilOther(stopAll.asMono())
                .mergeWith(Mono.fromRunnable(() -> stopAll.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST)));
        observe(stoppedAll.as(relata()::batched)).sends(0).answers();
    }
}
