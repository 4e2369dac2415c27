package dev.relata.test;

import static dev.relata.test.SmallModel.SHELF;
import static dev.relata.test.SmallModel.column;
import static dev.relata.test.SmallModel.count;
import static dev.relata.test.SmallModel.shelf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.ConstraintViolationException;
import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.error.TransactionException;
import dev.relata.query.Iteration;
import dev.relata.spi.Isolation;
import dev.relata.spi.Query;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class InMemoryTransactionTest {

    private final Store.Open store =
            InMemoryStore.builder().lockTimeout(Duration.ofMillis(200)).build().open(SmallModel.MODEL);
    private final Session direct = store.direct();

    private <R> Mono<R> transactional(Function<Transaction, Mono<R>> work) {
        return transactional(store.begin(TransactionOptions.defaults()), work);
    }

    private static <R> Mono<R> transactional(Mono<Transaction> begin, Function<Transaction, Mono<R>> work) {
        return Mono.usingWhen(
                begin,
                work,
                Transaction::commit,
                (transaction, error) -> transaction.rollback(),
                Transaction::rollback);
    }

    private static Mono<Void> write(Session session, long id) {
        return session.insert(shelf(id, "shelf " + id)).then();
    }

    private void expectShelves(Long... ids) {
        column(direct, Query.of(SHELF), "id")
                .as(StepVerifier::create)
                .assertNext(found -> assertThat(found).containsExactlyInAnyOrder((Object[]) ids))
                .verifyComplete();
    }

    @Test
    void othersSeeWritesOnlyAfterTheCommit() {
        transactional(transaction ->
                        write(transaction, 1).then(count(transaction, SHELF).zipWith(count(direct, SHELF))))
                .as(StepVerifier::create)
                .assertNext(
                        both -> assertThat(List.of(both.getT1(), both.getT2())).containsExactly(1L, 0L))
                .verifyComplete();
        expectShelves(1L);
    }

    @Test
    void anErrorUndoesEverything() {
        transactional(transaction -> write(transaction, 1).then(Mono.error(new IllegalStateException("no"))))
                .as(StepVerifier::create)
                .verifyErrorMessage("no");
        expectShelves();
    }

    @Test
    void cancelUndoesEverythingAndLetsTheNextWriterIn() {
        StepVerifier.create(transactional(transaction -> write(transaction, 1).then(Mono.never())))
                .thenAwait()
                .thenCancel()
                .verify();
        write(direct, 2).as(StepVerifier::create).verifyComplete();
        expectShelves(2L);
    }

    @Test
    void aFailedRequestIsUndoneAloneAndTheTransactionGoesOn() {
        transactional(transaction -> write(transaction, 1)
                        .then(write(transaction, 1)
                                .onErrorResume(ConstraintViolationException.class, e -> Mono.empty()))
                        .then(write(transaction, 2)))
                .as(StepVerifier::create)
                .verifyComplete();
        expectShelves(1L, 2L);
    }

    @Test
    void anInnerTransactionIsUndoneAlone() {
        transactional(outer -> write(outer, 1)
                        .then(transactional(
                                        outer.nested(), inner -> write(inner, 2).then(Mono.error(new Exception("no"))))
                                .onErrorResume(e -> Mono.empty()))
                        .then(transactional(outer.nested(), inner -> write(inner, 3))))
                .as(StepVerifier::create)
                .verifyComplete();
        expectShelves(1L, 3L);
    }

    @Test
    void manyInnerTransactionsAtOnceRunOneAtATimeAndLoseNothing() {
        Store.Open patient = InMemoryStore.builder().build().open(SmallModel.MODEL);
        transactional(
                        patient.begin(TransactionOptions.defaults()),
                        outer -> Flux.range(1, 256)
                                .flatMap(
                                        i -> transactional(
                                                        outer.nested(),
                                                        inner -> write(inner, i)
                                                                .then(
                                                                        i % 2 == 0
                                                                                ? Mono.error(new IOException("undone"))
                                                                                : Mono.empty()))
                                                .onErrorResume(IOException.class, e -> Mono.empty())
                                                .subscribeOn(Schedulers.parallel()),
                                        256)
                                .then())
                .as(StepVerifier::create)
                .verifyComplete();
        count(patient.direct(), SHELF).as(StepVerifier::create).expectNext(128L).verifyComplete();
    }

    @Test
    void theOuterTransactionWaitsForTheInnerOneButItsStreamsDoNot() {
        Sinks.Empty<Void> gate = Sinks.empty();
        transactional(outer -> write(outer, 1)
                        .then(write(outer, 2))
                        .thenMany(outer.stream(SmallModel.all(SHELF), Iteration.fetchSize(1)))
                        .concatMap(row -> transactional(outer.nested(), inner -> write(inner, 10 + (Long) row[0])), 1)
                        .then(Mono.defer(() -> {
                            Mono<Void> inner = transactional(outer.nested(), in -> gate.asMono());
                            Mono<Void> sibling = write(outer, 3)
                                    .doOnSubscribe(s -> gate.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST));
                            return Mono.when(inner, sibling);
                        })))
                .as(StepVerifier::create)
                .verifyComplete();
        expectShelves(1L, 2L, 11L, 12L, 3L);
    }

    @Test
    void anInnerPipelineThatWaitsForItsOuterSiblingFailsInsteadOfHanging() {
        transactional(outer -> transactional(outer.nested(), inner -> write(outer, 1)))
                .as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(TransactionException.class)
                        .hasMessageContaining("must not wait for its outer sibling"))
                .verify(Duration.ofSeconds(10));
        expectShelves();
    }

    @Test
    void concurrentIncrementsUnderAWriteLockAreAllKept() {
        Flux.range(1, 100)
                .flatMap(
                        i -> transactional(transaction -> write(transaction, i)).subscribeOn(Schedulers.parallel()),
                        100)
                .then()
                .as(StepVerifier::create)
                .verifyComplete();
        count(direct, SHELF).as(StepVerifier::create).expectNext(100L).verifyComplete();
    }

    @Test
    void aSnapshotThatIsBehindCannotWrite() {
        TransactionOptions options = TransactionOptions.isolation(Isolation.REPEATABLE_READ);
        transactional(
                        store.begin(options),
                        transaction -> count(transaction, SHELF)
                                .then(write(direct, 1))
                                .then(count(transaction, SHELF))
                                .doOnNext(seen -> assertThat(seen).isZero())
                                .then(write(transaction, 2)))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error).isInstanceOfSatisfying(StoreException.class, store -> {
                    assertThat(store.reason()).isEqualTo(Reason.SERIALIZATION);
                    assertThat(store.retryable()).isTrue();
                }));
        expectShelves(1L);
    }

    @Test
    void readOnlyMeansReadOnly() {
        transactional(store.begin(TransactionOptions.defaults().asReadOnly()), transaction -> write(transaction, 1))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(
                        error -> assertThat(error).hasFieldOrPropertyWithValue("reason", Reason.READ_ONLY));
    }

    @Test
    void aWriteThatWaitsTooLongForAnotherWriterFailsAndNothingIsLeftLocked() {
        transactional(transaction -> write(transaction, 1).then(write(direct, 2)))
                .as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error).hasFieldOrPropertyWithValue("reason", Reason.TIMEOUT))
                .verify(Duration.ofSeconds(10));
        write(direct, 3).as(StepVerifier::create).verifyComplete();
        expectShelves(3L);
    }

    @Test
    void endingTwiceHasOneEffectAndNothingWorksAfterwards() {
        Publisher<Void> twice = store.begin(TransactionOptions.defaults())
                .flatMap(transaction -> write(transaction, 1)
                        .then(transaction.commit())
                        .then(transaction.commit())
                        .then(transaction.rollback())
                        .then(write(transaction, 2)));
        StepVerifier.create(twice).verifyError(TransactionException.class);
        expectShelves(1L);
    }
}
