package dev.relata.test.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.RefusedException;
import dev.relata.error.UnplannedLookupException;
import dev.relata.observe.NPlusOne;
import dev.relata.query.Graph;
import dev.relata.query.Iteration;
import dev.relata.query.Page;
import dev.relata.query.Selection;
import dev.relata.test.InMemoryStore;
import dev.relata.test.batch.Pets.Pet;
import dev.relata.test.conformance.StatementCounter;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** What is planned for the rows of graphs, views and pages, and what is not. */
class StrictSelectionTest {

    record PetView(long id) {}

    private final StatementCounter statements = new StatementCounter();
    private final Relata relata = Relata.builder()
            .store(InMemoryStore.builder().listener(statements).build())
            .model(Pets.MODEL)
            .nPlusOne(NPlusOne.OFF)
            .build();

    @BeforeEach
    void fill() {
        Pets.fill(relata, 100);
    }

    @Test
    void aStrictSelectionOfGraphsViewsOrPagesAllowsOnlyWhatIsPlanned() {
        Selection<Pet> strict = relata.from(Pet.class).strict();

        Stream.of(
                        strict.fetch(Pet.TOYS).graphs().map(Graph::root),
                        strict.iterateGraphs().map(Graph::root),
                        strict.page(3).flatMapIterable(Page::items),
                        strict.into(PetView.class).all().map(view -> Pets.pet(view.id())),
                        strict.into(PetView.class).iterate().map(view -> Pets.pet(view.id())),
                        strict.into(PetView.class)
                                .first()
                                .map(view -> Pets.pet(view.id()))
                                .flux())
                .map(pets -> pets.flatMap(pet -> relata.on(pet, Pet.OWNER).get()))
                .flatMap(lookups -> Stream.of(lookups, lookups.as(relata::batched)))
                .forEach(lookups -> lookups.as(StepVerifier::create).verifyError(UnplannedLookupException.class));
    }

    @Test
    void prefetchFeedsTheManagersOfTheRowsOfGraphsAndPagesButNotOfViews() {
        Selection<Pet> fed = relata.from(Pet.class).strict().prefetch(Pet.OWNER);

        Stream.of(
                        fed.fetch(Pet.TOYS).graphs().map(Graph::root),
                        fed.iterateGraphs(Iteration.fetchSize(100)).map(Graph::root),
                        fed.page(100).flatMapIterable(Page::items))
                .forEach(pets -> {
                    statements.reset();
                    pets.concatMap(pet -> relata.on(pet, Pet.OWNER).get())
                            .as(relata::batched)
                            .as(StepVerifier::create)
                            .expectNextCount(100)
                            .verifyComplete();
                    assertThat(statements.statements())
                            .filteredOn("select owners"::equals)
                            .hasSize(1);
                });
        fed.into(PetView.class)
                .all()
                .as(relata::batched)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("prefetch(Pet.OWNER)"));
    }
}
