package dev.relata.test.batch;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.RelataBuilder;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.observe.NPlusOne;
import dev.relata.observe.NPlusOneFinding;
import dev.relata.observe.RelataListener;
import dev.relata.observe.ScopeStatistics.Counts;
import dev.relata.query.Iteration;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementKind;
import dev.relata.test.InMemoryStore;
import dev.relata.test.batch.Pets.Owner;
import dev.relata.test.batch.Pets.Pet;
import dev.relata.test.conformance.StatementCounter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** Look-ahead as an operator: demand, memory, errors and cancel. */
class LookAheadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final StatementCounter statements = new StatementCounter();
    private final AtomicLong fetched = new AtomicLong();
    private final Relata relata = relata(builder -> builder);

    private Relata relata(UnaryOperator<RelataBuilder> settings) {
        RelataBuilder builder = Relata.builder()
                .store(InMemoryStore.builder().listener(this::note).build())
                .model(Pets.MODEL);
        return settings.apply(builder).build();
    }

    private void note(ExecutedStatement statement) {
        statements.onStatement(statement);
        if (statement.kind() == StatementKind.FETCH) {
            fetched.addAndGet(statement.rows());
        }
    }

    private static Long[] ids(long count) {
        return LongStream.rangeClosed(1, count).boxed().toArray(Long[]::new);
    }

    private static Flux<Long> owners(Relata relata, Flux<Pet> pets) {
        return pets.concatMap(pet -> relata.on(pet, Pet.OWNER).get()).mapNotNull(Owner::id);
    }

    private static Flux<Pet> stream(Relata relata, int fetch) {
        return relata.from(Pet.class).lookAhead().iterate(Iteration.fetchSize(fetch));
    }

    private int sent() {
        int sent = statements.statements().size();
        statements.reset();
        return sent;
    }

    @Test
    void whatIsReadAheadIsHeldWhateverTheScopeMayRemember() {
        for (int cached : new int[] {0, 1, 10}) {
            Relata small = relata(builder -> builder.maxCached(cached));
            Pets.fill(small, 500);
            sent();

            assertThat(owners(small, stream(small, 100))
                            .as(small::batched)
                            .collectList()
                            .block(PATIENCE))
                    .containsExactly(ids(500));
            assertThat(sent()).isEqualTo(1 + 5);
        }
    }

    @Test
    void aBatchThatIsReadAheadHasNoMoreKeysThanAnyOther() {
        Relata small = relata(builder -> builder.maxBatch(30));
        Pets.fill(small, 300);
        sent();

        Counts counts = owners(small, stream(small, 100))
                .then(small.batching().statistics())
                .as(small::batched)
                .blockOptional(PATIENCE)
                .orElseThrow()
                .of("Pet.OWNER");

        assertThat(counts.largest()).isEqualTo(30);
        assertThat(counts.statements()).isEqualTo(3 * 4);
        assertThat(counts.keys()).isEqualTo(300);
        assertThat(counts.unasked()).isZero();
    }

    @Test
    void noMoreThanTwoFetchesAreReceivedAndNotDelivered() {
        Pets.fill(relata, 2000);
        for (int fetch : new int[] {7, 100}) {
            AtomicLong delivered = new AtomicLong();
            AtomicLong most = new AtomicLong();
            fetched.set(0);
            Flux<Owner> owners = stream(relata, fetch)
                    .doOnNext(pet -> most.accumulateAndGet(fetched.get() - delivered.incrementAndGet(), Math::max))
                    .concatMap(pet -> relata.on(pet, Pet.OWNER).get(), 1)
                    .as(relata::batched)
                    .limitRate(1);

            assertThat(owners.count().block(PATIENCE)).isEqualTo(2000);
            assertThat(most.get()).isPositive().isLessThanOrEqualTo(2L * fetch);
        }
    }

    @Test
    void rowsFromElsewhereAreRequestedAWindowAtATime() {
        Pets.fill(relata, 2000);
        List<Long> requests = new ArrayList<>();
        Flux<Pet> pets = Flux.fromIterable(Pets.pets(2000)).doOnRequest(requests::add);
        sent();

        assertThat(owners(relata, pets.as(relata.batching()::lookAhead))
                        .as(relata::batched)
                        .collectList()
                        .block(PATIENCE))
                .containsExactly(ids(2000));
        assertThat(requests).containsExactly(1L, 255L, 1024L, 4096L);
        assertThat(sent()).isLessThanOrEqualTo(3);
    }

    @Test
    void lookupsOnAnotherThreadFindTheirRows() {
        Pets.fill(relata, 1000);
        sent();

        Flux<Long> owners = owners(relata, stream(relata, 100).publishOn(Schedulers.parallel()))
                .as(relata::batched);
        assertThat(owners.collectList().block(PATIENCE)).containsExactly(ids(1000));
        assertThat(sent()).isLessThanOrEqualTo(1 + 10);
    }

    @Test
    void concurrentSubscribersHaveWindowsOfTheirOwn() {
        Pets.fill(relata, 400);
        Mono<List<Long>> one = owners(relata, stream(relata, 50)).collectList().subscribeOn(Schedulers.parallel());

        Flux.merge(one, one, one, one)
                .as(relata::batched)
                .concatWith(Flux.merge(relata.batched(one), relata.batched(one)))
                .as(StepVerifier::create)
                .thenConsumeWhile(list -> {
                    assertThat(list).containsExactly(ids(400));
                    return true;
                })
                .expectComplete()
                .verify(PATIENCE);
    }

    @Test
    void anErrorOfTheStreamComesBehindTheRowsBeforeIt() {
        Pets.fill(relata, 3);
        Flux<Pet> pets = Flux.fromIterable(Pets.pets(3)).concatWith(Mono.error(new IllegalStateException("no")));

        owners(relata, pets.as(relata.batching()::lookAhead))
                .as(relata::batched)
                .as(StepVerifier::create)
                .expectNext(1L, 2L, 3L)
                .verifyErrorMessage("no");
    }

    @Test
    void cancelGoesUpOnce() {
        TestPublisher<Pet> source = TestPublisher.create();
        Pets.fill(relata, 1);

        owners(relata, source.flux().as(relata.batching()::lookAhead))
                .as(relata::batched)
                .as(StepVerifier::create)
                .then(() -> source.next(Pets.pet(1)))
                .expectNext(1L)
                .thenCancel()
                .verify();
        source.assertCancelled(1);
    }

    @Test
    void aBatchThatFailsFailsThoseWhoWaitForItAndLaterLookupsReadAnew() {
        HeldStore held = new HeldStore();
        Relata failing = Relata.builder().store(held).model(Pets.MODEL).build();
        Pets.fill(failing, 10);
        List<Object> seen = new ArrayList<>();

        Flux.fromIterable(Pets.pets(10))
                .as(failing.batching()::lookAhead)
                .concatMap(pet -> failing.on(pet, Pet.OWNER)
                        .get()
                        .<Object>map(Owner::name)
                        .onErrorResume(error -> Mono.just("failed")))
                .as(failing::batched)
                .subscribe(new BaseSubscriber<Object>() {
                    @Override
                    protected void hookOnSubscribe(Subscription subscription) {
                        request(Long.MAX_VALUE);
                    }

                    @Override
                    protected void hookOnNext(Object value) {
                        seen.add(value);
                    }
                });
        assertThat(held.batches).hasSize(1);
        held.fail(new IllegalStateException("lost"));
        assertThat(seen).containsExactly("failed");
        while (seen.size() < 10) {
            held.release();
        }

        assertThat(seen).startsWith("failed", "owner 2", "owner 3").endsWith("owner 10");
        assertThat(held.batches).hasSizeLessThanOrEqualTo(5);
    }

    @Test
    void theFindingForConcatMapNamesLookAhead() {
        List<NPlusOneFinding> findings = new ArrayList<>();
        Relata failing = relata(builder -> builder.nPlusOne(NPlusOne.FAIL).listener(new RelataListener() {
            @Override
            public void onNPlusOne(NPlusOneFinding finding) {
                findings.add(finding);
            }
        }));
        Pets.fill(failing, 100);

        owners(failing, failing.from(Pet.class).iterate())
                .as(failing::batched)
                .as(StepVerifier::create)
                .expectNextCount(10)
                .verifyErrorSatisfies(error -> assertThat(error).hasMessageContaining("add lookAhead()"));
        assertThat(findings)
                .singleElement()
                .satisfies(finding -> assertThat(finding.cause().remedy()).isEqualTo(".lookAhead()"));
        owners(failing, failing.from(Pet.class).lookAhead().iterate())
                .as(failing::batched)
                .as(StepVerifier::create)
                .expectNextCount(100)
                .verifyComplete();
    }

    @Test
    void manyStreamsOneAfterTheOtherLeaveFewRowsBehind() {
        Pets.fill(relata, 20);
        Flux<Long> owners = Flux.range(0, 2000)
                .concatMap(time -> owners(relata, stream(relata, 20)))
                .as(relata::batched);

        assertThat(owners.count().block(PATIENCE)).isEqualTo(40_000);
    }

    @Test
    void aRowThatWasPrimedIsNotReadAhead() {
        Pets.fill(relata, 3);

        Flux<String> names = relata.batching()
                .prime(new Owner(2L, "primed"))
                .thenMany(stream(relata, 3))
                .concatMap(pet -> relata.on(pet, Pet.OWNER).get())
                .map(Owner::name)
                .as(relata::batched);
        assertThat(names.collectList().block(PATIENCE)).containsExactly("owner 1", "primed", "owner 3");
    }

    @Test
    void refreshMakesTheLookupReadAnew() {
        Pets.fill(relata, 5);
        sent();

        Flux<Long> owners = stream(relata, 5)
                .concatMap(pet -> relata.batching()
                        .refresh(Pet.OWNER, pet)
                        .then(relata.on(pet, Pet.OWNER).get()))
                .mapNotNull(Owner::id)
                .as(relata::batched);
        assertThat(owners.collectList().block(PATIENCE)).containsExactly(ids(5));
        assertThat(sent()).isEqualTo(1 + 5);
    }

    @Test
    void aToManyIsReadAheadForFewOwnersUntilItsAnswersAreKnown() {
        Pets.fill(relata, 300);
        sent();

        Counts counts = owners(300)
                .concatMap(owner -> relata.on(owner, Owner.PETS).all())
                .then(relata.batching().statistics())
                .as(relata::batched)
                .blockOptional(PATIENCE)
                .orElseThrow()
                .of("Owner.PETS");

        assertThat(counts.statements()).isEqualTo(2);
        assertThat(counts.largest()).isEqualTo(300 - 64);
        assertThat(counts.keys()).isEqualTo(300);
    }

    private Flux<Owner> owners(int fetch) {
        return relata.from(Owner.class).orderBy(asc(Owner::id)).lookAhead().iterate(Iteration.fetchSize(fetch));
    }

    @Test
    void oneOwnerOfManyRowsIsReadOnceHoweverLittleIsRemembered() {
        Relata small = relata(builder -> builder.maxCached(0));
        Pets.fill(small, 10);
        List<Pet> pets = LongStream.range(0, 200)
                .mapToObj(i -> new Pet(i, 1 + i % 10, "pet", 1))
                .toList();
        sent();

        Flux<Long> owners = owners(small, Flux.fromIterable(pets).as(small.batching()::lookAhead));
        assertThat(owners.as(small::batched).count().block(PATIENCE)).isEqualTo(200);
        assertThat(sent()).isLessThanOrEqualTo(2);
    }

    @Test
    void noMoreRowsAreHeldThanMayBe() {
        Relata small = relata(builder -> builder.maxCached(0));
        int owners = 300;
        Flux<Owner> many = Flux.range(1, owners).map(i -> new Owner((long) i, "owner"));
        Flux<Pet> pets = Flux.range(0, owners * 1000).map(i -> new Pet(i + 1L, 1L + i % owners, "pet", 1));
        assertThat(small.bulk()
                        .insert(Owner.class, many)
                        .then(small.bulk().insert(Pet.class, pets))
                        .block(PATIENCE))
                .isEqualTo(owners * 1000L);

        Counts counts = small.from(Owner.class)
                .lookAhead()
                .iterate(Iteration.fetchSize(owners))
                .concatMap(owner -> small.on(owner, Owner.PETS).all().count())
                .then(small.batching().statistics())
                .as(small::batched)
                .blockOptional(PATIENCE)
                .orElseThrow()
                .of("Owner.PETS");

        assertThat(counts.largest()).isBetween(64, 101);
        assertThat(counts.statements()).isLessThanOrEqualTo(6);
    }

    @Test
    void nothingIsReadAheadInATransactionInWhichOthersWriteToo() {
        HeldStore store = new HeldStore();
        store.hold(false);
        store.exclusive = false;
        Relata joined = Relata.builder().store(store).model(Pets.MODEL).build();
        Pets.fill(joined, 10);

        Counts counts = owners(joined, stream(joined, 10))
                .then(joined.batching().statistics())
                .as(joined::transactional)
                .as(joined::batched)
                .blockOptional(PATIENCE)
                .orElseThrow()
                .of("Pet.OWNER");
        assertThat(counts.ahead()).isZero();
        assertThat(counts.statements()).isEqualTo(10);
    }

    /** A row that tells how often its key is read. */
    record Note(@Id @Nullable Long id, @Nullable Long ownerId) {
        static final AtomicLong READ = new AtomicLong();
        static final ManyToOne<Note, Owner> OWNER =
                manyToOne(Note::ownerId, Owner.class).optional();

        @Override
        public @Nullable Long ownerId() {
            READ.incrementAndGet();
            return ownerId;
        }
    }

    @Test
    void keysAreReadFromNoMoreRowsThanAreReadAhead() {
        Relata noted = Relata.builder()
                .store(InMemoryStore.create())
                .model(Note.class, Owner.class, Pet.class, Pets.Toy.class)
                .build();
        Pets.fill(noted, 200);
        List<Note> notes =
                LongStream.rangeClosed(1, 200).mapToObj(i -> new Note(i, i)).toList();
        Note.READ.set(0);

        Flux<Long> owners = Flux.fromIterable(notes)
                .as(noted.batching()::lookAhead)
                .concatMap(
                        note -> noted.on(note, Note.OWNER)
                                .get()
                                .flatMap(owner -> noted.from(Owner.class)
                                        .where(Owner::id)
                                        .eq(owner.id())
                                        .update(set(Owner::name, "seen"))),
                        1)
                .as(noted::batched);
        assertThat(owners.count().block(PATIENCE)).isEqualTo(200);
        assertThat(Note.READ.get()).isLessThan(10 * 200);
    }
}
