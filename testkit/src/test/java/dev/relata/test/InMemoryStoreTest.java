package dev.relata.test;

import static dev.relata.test.SmallModel.LABELS;
import static dev.relata.test.SmallModel.SHELF;
import static dev.relata.test.SmallModel.VOLUME;
import static dev.relata.test.SmallModel.VOLUMES;
import static dev.relata.test.SmallModel.all;
import static dev.relata.test.SmallModel.column;
import static dev.relata.test.SmallModel.count;
import static dev.relata.test.SmallModel.delete;
import static dev.relata.test.SmallModel.insert;
import static dev.relata.test.SmallModel.link;
import static dev.relata.test.SmallModel.shelf;
import static dev.relata.test.SmallModel.volume;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.ConstraintViolationException;
import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.model.Aggregation.Function;
import dev.relata.model.Direction;
import dev.relata.model.Nulls;
import dev.relata.query.Iteration;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Conflict;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.StatementKind;
import dev.relata.spi.Store;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class InMemoryStoreTest {

    private final ConcurrentLinkedQueue<ExecutedStatement> statements = new ConcurrentLinkedQueue<>();
    private final Store.Open store =
            InMemoryStore.builder().listener(statements::add).build().open(SmallModel.MODEL);
    private final Session session = store.direct();

    private void write(dev.relata.spi.Insert... inserts) {
        Flux.fromArray(inserts)
                .concatMap(session::insert)
                .then()
                .as(StepVerifier::create)
                .verifyComplete();
    }

    @Test
    void idsThatAreNotGivenAreTheNextNumbersAndNeverOneThatIsTaken() {
        write(shelf(null, "a"), shelf(7L, "b"), shelf(null, "c"));

        column(session, Query.of(SHELF), "id")
                .as(StepVerifier::create)
                .expectNext(List.of(1L, 7L, 8L))
                .verifyComplete();
    }

    @Test
    void uniqueKeysAreEnforcedAndAFailedInsertLeavesNothing() {
        write(shelf(1L, "a"));

        session.insert(insert(SHELF, Conflict.error(), new Object[] {2L, "b"}, new Object[] {3L, "a"}))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(ConstraintViolationException.class)
                        .hasMessageContaining("name=… is there already")
                        .extracting("reason", "constraint")
                        .containsExactly(Reason.UNIQUE, "shelfs_name_key"));
        count(session, SHELF).as(StepVerifier::create).expectNext(1L).verifyComplete();
    }

    @Test
    void keysToRowsThatAreNotThereAreRefusedOnBothEnds() {
        write(shelf(1L, "a"), volume(1L, 1L, 10), volume(2L, null, 10));

        session.insert(volume(3L, 99L, 10))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(
                        error -> assertThat(error).hasFieldOrPropertyWithValue("reason", Reason.FOREIGN_KEY));
        session.delete(delete(SHELF, 1L))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(
                        error -> assertThat(error).hasMessageContaining("Shelf is still referred to by Volume"));
    }

    @Test
    void anIgnoredConflictIsNotAnsweredAndAnUpdatedOneIs() {
        write(shelf(1L, "a"));
        List<dev.relata.metamodel.Attribute> byName = List.of(SHELF.attribute("name"));

        session.insert(insert(SHELF, Conflict.ignore(byName), new Object[] {null, "a"}, new Object[] {null, "b"}))
                .map(row -> row[0] + " " + row[2])
                .as(StepVerifier::create)
                .expectNext("1 b")
                .verifyComplete();
        session.insert(insert(VOLUME, Conflict.update(VOLUME.id(), List.of(VOLUME.attribute("pages"))), new Object[] {
                    5L, null, 1
                }))
                .thenMany(session.insert(
                        insert(VOLUME, Conflict.update(VOLUME.id(), List.of(VOLUME.attribute("pages"))), new Object[] {
                            5L, 1L, 2
                        })))
                .map(row -> row[1] + " " + row[2])
                .as(StepVerifier::create)
                .expectNext("null 2")
                .verifyComplete();
        column(session, Query.of(VOLUME), "pages")
                .as(StepVerifier::create)
                .expectNext(List.of(2))
                .verifyComplete();
    }

    @Test
    void ofAKeyGivenTwiceUnderUpdateTheLastIsWritten() {
        session.insert(insert(
                        SHELF,
                        Conflict.update(SHELF.id(), List.of(SHELF.attribute("name"))),
                        new Object[] {1L, "a"},
                        new Object[] {1L, "b"}))
                .map(row -> row[0] + " " + row[2])
                .as(StepVerifier::create)
                .expectNext("1 b")
                .verifyComplete();
        column(session, Query.of(SHELF), "name")
                .as(StepVerifier::create)
                .expectNext(List.of("b"))
                .verifyComplete();
    }

    @Test
    void concurrentInsertsOfOneLinkWriteOne() {
        write(shelf(1L, "a"), insert(SmallModel.LABEL, Conflict.error(), new Object[] {1L, "x"}));

        Flux.range(0, 200)
                .flatMap(
                        any -> session.insert(link(Conflict.ignore(List.of()), 1, 1))
                                .count()
                                .subscribeOn(reactor.core.scheduler.Schedulers.parallel()),
                        64)
                .reduce(0L, Long::sum)
                .as(StepVerifier::create)
                .expectNext(1L)
                .verifyComplete();
    }

    @Test
    void aBatchIsAnsweredByPositionWithItsLimitForEachOwner() {
        write(shelf(1L, "a"), shelf(2L, "b"), shelf(3L, "c"));
        write(volume(10L, 1L, 5), volume(11L, 1L, 9), volume(12L, 2L, 7), volume(13L, 1L, 8));
        Query largest = Query.of(VOLUME)
                .orderBy(List.of(new Ordering(Path.of(VOLUME.attribute("pages")), Direction.DESC, Nulls.LAST)))
                .limit(2);
        KeyBatch owners = new KeyBatch(VOLUMES, List.of(List.of(2L), List.of(1L), List.of(3L), List.of(1L)));

        session.select(Select.rows("Shelf.VOLUMES", largest).forEach(owners))
                .map(row -> row[0] + ":" + row[1])
                .collectList()
                .as(StepVerifier::create)
                .expectNext(List.of("0:12", "1:11", "1:13", "3:11", "3:13"))
                .verifyComplete();
        assertThat(statements)
                .filteredOn(one -> one.kind() == StatementKind.READ)
                .hasSize(1);
    }

    @Test
    void relatedRowsAreFoundThroughAJunctionAndALimitInThemCountsPerRow() {
        write(shelf(1L, "a"), shelf(2L, "b"));
        write(insert(SmallModel.LABEL, Conflict.error(), new Object[] {1L, "x"}, new Object[] {2L, "y"}));
        write(link(Conflict.error(), 1, 1), link(Conflict.error(), 1, 2), link(Conflict.error(), 2, 2));
        Query firstLabel = Query.of(SmallModel.LABEL)
                .orderBy(List.of(new Ordering(Path.of(SmallModel.LABEL.attribute("id")), Direction.ASC, Nulls.LAST)))
                .limit(1);
        Query isY = firstLabel.where(new Predicate.Comparison(
                Path.of(SmallModel.LABEL.attribute("text")), dev.relata.model.Operator.EQ, List.of("y"), false));

        column(session, Query.of(SHELF).where(new Predicate.Exists(LABELS, isY)), "name")
                .as(StepVerifier::create)
                .expectNext(List.of("b"))
                .verifyComplete();
        column(session, Query.of(SmallModel.LABEL).where(new Predicate.OwnedBy(LABELS, List.of(1L))), "text")
                .as(StepVerifier::create)
                .expectNext(List.of("x", "y"))
                .verifyComplete();
    }

    @Test
    void aggregatesHaveTheTypesOfTheContractAndGroupsKeepNulls() {
        write(shelf(1L, "a"), volume(1L, 1L, 10), volume(2L, 1L, 20), volume(3L, null, 5));
        Path pages = Path.of(VOLUME.attribute("pages"));
        List<Aggregate> columns = List.of(
                Aggregate.countRows(),
                new Aggregate(Function.SUM, pages, false),
                new Aggregate(Function.AVG, pages, false),
                new Aggregate(Function.MAX, pages, false));
        Path owner = Path.of(VOLUME.attribute("shelfId"));

        session.select(Select.of("Volume", Query.of(VOLUME), columns))
                .map(List::of)
                .as(StepVerifier::create)
                .expectNext(List.of(3L, 35L, 35 / 3.0, 20))
                .verifyComplete();
        session.select(new Select(
                        "Volume",
                        Query.of(VOLUME).orderBy(List.of(new Ordering(owner, Direction.ASC, Nulls.FIRST))),
                        List.of(owner, Aggregate.countRows()),
                        List.of(owner),
                        false,
                        null))
                .map(row -> row[0] + "=" + row[1])
                .collectList()
                .as(StepVerifier::create)
                .expectNext(List.of("null=1", "1=2"))
                .verifyComplete();
    }

    @Test
    void updatesChangeOnlyTheirRowsAndCountThem() {
        write(volume(1L, null, 1), volume(2L, null, 2), volume(3L, null, 3));
        List<Object[]> rows = List.of(new Object[] {1L, 10}, new Object[] {3L, 30}, new Object[] {9L, 90});

        session.update(new UpdateRows("Volume", VOLUME, VOLUME.id(), List.of(VOLUME.attribute("pages")), rows))
                .as(StepVerifier::create)
                .expectNext(2L)
                .verifyComplete();
        session.update(new Update(
                        "Volume", Query.of(VOLUME).limit(1), List.of(Update.Change.of(VOLUME.attribute("pages"), 0))))
                .as(StepVerifier::create)
                .expectNext(1L)
                .verifyComplete();
        column(session, Query.of(VOLUME), "pages")
                .as(StepVerifier::create)
                .expectNext(List.of(0, 2, 30))
                .verifyComplete();
    }

    @Test
    void aStreamHonoursDemandSeesOneMomentAndCountsFetchesApart() {
        Flux.range(1, 10)
                .concatMap(i -> session.insert(volume((long) i, null, i)))
                .then()
                .as(StepVerifier::create)
                .verifyComplete();
        statements.clear();

        StepVerifier.create(session.stream(all(VOLUME), Iteration.fetchSize(4)), 0)
                .thenRequest(1)
                .expectNextCount(1)
                .then(() -> write(volume(11L, null, 11)))
                .thenRequest(100)
                .expectNextCount(9)
                .verifyComplete();
        assertThat(statements)
                .extracting(ExecutedStatement::kind)
                .containsExactly(
                        StatementKind.READ,
                        StatementKind.FETCH,
                        StatementKind.WRITE,
                        StatementKind.FETCH,
                        StatementKind.FETCH);
    }

    @Test
    void nothingIsSentBeforeSubscribeAndEachSubscriptionSendsAnew() {
        Mono<Long> count = count(session, SHELF);
        assertThat(statements).isEmpty();

        count.then(count).as(StepVerifier::create).expectNext(0L).verifyComplete();
        assertThat(statements).hasSize(2);
    }

    @Test
    void arraysThatAreHandedOutAreCopies() {
        write(shelf(1L, "a"));
        session.select(all(SHELF))
                .doOnNext(row -> row[1] = "changed")
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();

        column(session, Query.of(SHELF), "name")
                .as(StepVerifier::create)
                .expectNext(List.of("a"))
                .verifyComplete();
    }

    @Test
    void whatTheStoreCannotDoIsAnErrorThatNamesTheKey() {
        session.insert(insert(VOLUME, Conflict.ignore(List.of(VOLUME.attribute("pages"))), new Object[] {1L, null, 1}))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("no unique key [pages]"));
    }
}
