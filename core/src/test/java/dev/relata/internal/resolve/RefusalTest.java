package dev.relata.internal.resolve;

import static dev.relata.model.Conditions.anyOf;
import static dev.relata.model.Conditions.between;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.ne;
import static dev.relata.model.Conditions.not;
import static dev.relata.model.Conditions.notIn;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.RecordingStore;
import dev.relata.Relata;
import dev.relata.error.InvalidValueException;
import dev.relata.error.ModelException;
import dev.relata.error.RefusedException;
import dev.relata.model.Conditions;
import dev.relata.model.Filter;
import dev.relata.model.Operator;
import dev.relata.query.Selection;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** What cannot work is refused on subscribe and sends nothing; what is empty without asking sends nothing either. */
class RefusalTest {

    private final RecordingStore store = new RecordingStore(select -> List.of());
    private final Relata relata =
            Relata.builder().store(store).model(Sample.class).build();
    private final Selection<Sample> all = relata.from(Sample.class);

    private void assertRefused(Publisher<?> operation, Class<? extends Throwable> type, String message) {
        StepVerifier.create(operation)
                .expectErrorSatisfies(
                        error -> assertThat(error).isInstanceOf(type).hasMessageContaining(message))
                .verify();
        assertThat(store.requests()).isEmpty();
    }

    @Test
    void comparingWithNullNamesTheRemedy() {
        assertRefused(
                all.where(Sample::number, eq(null)).all(),
                RefusedException.class,
                "Sample.number: eq with null is refused, use isNull()");
        assertRefused(all.where(Sample::number, ne(null)).count(), RefusedException.class, "use isNotNull()");
        assertRefused(
                all.where(Sample::number, gt(null)).exists(), RefusedException.class, "nothing compares with null");
        assertRefused(all.where(Sample::text).eq(null).first(), RefusedException.class, "use isNull()");
    }

    @Test
    void aBoundThatIsNegativeIsRefused() {
        assertRefused(all.limit(-1).all(), RefusedException.class, "limit must be 0 or more, was -1");
        assertRefused(all.offset(-1).all(), RefusedException.class, "offset must be 0 or more, was -1");
    }

    @Test
    void anOperatorOfTextOnAnotherTypeIsRefused() {
        Filter<Sample> filter = new Filter.OnProperty<>(Sample::number, Conditions.onAnyType(Operator.CONTAINS, "1"));

        assertRefused(all.where(filter).all(), InvalidValueException.class, "Sample.number is of type Integer");
    }

    @Test
    void aValueOfAnotherTypeIsRefused() {
        Filter<Sample> filter = new Filter.OnProperty<>(Sample::number, Conditions.onAnyType(Operator.EQ, "1"));

        assertRefused(
                all.where(filter).all(), InvalidValueException.class, "Sample.number is of type Integer, not String");
    }

    @Test
    void aLambdaIsRefused() {
        assertRefused(all.orderBy(asc(it -> it.number())).all(), ModelException.class, "Write it as Book::title");
    }

    @Test
    void distinctValuesAreOrderedByThemselvesOnly() {
        assertRefused(
                all.distinct().orderBy(asc(Sample::id)).values(Sample::text),
                RefusedException.class,
                "can be ordered by Sample.text only");
    }

    @Test
    void whatIsEmptyWithoutAskingSendsNothing() {
        Selection<Sample> none = all.where(Sample::id, in(List.of()));

        Flux.concat(none.all(), none.iterate(), none.ids(), none.first(), none.one(), none.values(Sample::id))
                .as(StepVerifier::create)
                .verifyComplete();
        none.count().as(StepVerifier::create).expectNext(0L).verifyComplete();
        none.exists().as(StepVerifier::create).expectNext(false).verifyComplete();
        none.deleteAll().as(StepVerifier::create).expectNext(0L).verifyComplete();
        all.limit(0).all().as(StepVerifier::create).verifyComplete();
        all.where(not(is(Sample::id, notIn(List.of()))))
                .all()
                .as(StepVerifier::create)
                .verifyComplete();
        all.where(anyOf()).all().as(StepVerifier::create).verifyComplete();
        relata.bulk().insert(List.of()).as(StepVerifier::create).verifyComplete();
        assertThat(store.requests()).isEmpty();
    }

    @Test
    void anEmptyNotInRestrictsNothing() {
        all.where(Sample::id, notIn(List.of())).all().as(StepVerifier::create).verifyComplete();
        all.all().as(StepVerifier::create).verifyComplete();

        assertThat(store.requests()).hasSize(2);
        assertThat(query(0)).isEqualTo(query(1));
    }

    @Test
    void aSelectionIsARecipeThatEachSubscriptionSendsAnew() {
        Flux<Sample> rows = all.where(Sample::number, between(1, 2)).all();

        assertThat(store.requests()).isEmpty();
        rows.as(StepVerifier::create).verifyComplete();
        rows.as(StepVerifier::create).verifyComplete();
        assertThat(store.requests()).hasSize(2);
    }

    @Test
    void conditionsCopyWhatTheyAreGiven() {
        List<Long> ids = new ArrayList<>(List.of(1L));
        Selection<Sample> some = all.where(Sample::id, in((Collection<Long>) ids));
        ids.clear();

        some.all().as(StepVerifier::create).verifyComplete();
        assertThat(store.requests()).hasSize(1);
    }

    private Object query(int request) {
        return ((Select) store.requests().get(request)).query();
    }
}
