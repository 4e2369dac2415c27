package dev.relata.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RefusedException;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Region;
import dev.relata.test.conformance.model.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** What the page on MongoDB says is missing, is missing, and in these words. */
class MissingCapabilitiesIntegrationTest {

    private static final Set<Capability> ALWAYS = Set.of(
            Capability.CONFLICT_POLICIES,
            Capability.UNIQUE_KEYS,
            Capability.SCHEMA,
            Capability.ID_ARRAYS,
            Capability.ARRAY_OPERATORS,
            Capability.JSON_PATHS,
            Capability.NON_FINITE_NUMBERS,
            Capability.EXPLAIN);

    private static MongoConformance store;

    @BeforeAll
    static void connect() {
        store = new MongoConformance(Atomicity.BEST_EFFORT);
    }

    @AfterAll
    static void drop() {
        store.drop();
    }

    @Test
    void thePageCountsTheCasesThatAreLeftOut() throws IOException {
        String page = Files.readString(Path.of("../docs/mongodb.md")).replaceAll("\\s+", " ");
        assertThat(page)
                .contains("savepoints (" + LeftOutCases.SAVEPOINTS.size() + ")")
                .contains("column types of the store's own (" + LeftOutCases.NATIVE_TYPES.size() + ")")
                .contains("cut connections in PostgreSQL's protocol (" + LeftOutCases.CONNECTIONS.size() + ")")
                .contains("values that are too long or too large (" + LeftOutCases.VALUE_LIMITS.size() + ")")
                .contains("microseconds (" + LeftOutCases.MICROSECONDS.size() + ")")
                .contains("foreign keys (" + LeftOutCases.FOREIGN_KEYS.size() + ")")
                .contains("keys that change (" + LeftOutCases.KEY_CHANGES.size() + ")")
                .contains("defaults of columns (" + LeftOutCases.COLUMN_DEFAULTS.size() + ")")
                .contains("full text (" + LeftOutCases.FULL_TEXT.size() + ")")
                .contains("where the server has no transactions, " + LeftOutCases.TRANSACTIONS.size() + " about")
                .contains("all but the " + LeftOutCases.ALWAYS + " cases above");
    }

    @Test
    void aStoreHasTheseCapabilitiesAndThoseOfItsServer() {
        assertThat(store.capabilities())
                .containsAll(ALWAYS)
                .isSubsetOf(
                        Capability.CONFLICT_POLICIES,
                        Capability.UNIQUE_KEYS,
                        Capability.SCHEMA,
                        Capability.ID_ARRAYS,
                        Capability.ARRAY_OPERATORS,
                        Capability.JSON_PATHS,
                        Capability.NATIVE_STATEMENTS,
                        Capability.NON_FINITE_NUMBERS,
                        Capability.EXPLAIN,
                        Capability.TRANSACTIONS,
                        Capability.SNAPSHOT_STREAMS);
    }

    /** {@link Capability#FOREIGN_KEYS} is missing. */
    @Test
    void aKeyMayReferToARowThatIsNotThere() {
        Town town = new Town("nowhere", 1L);
        store.relata().insert(town).as(StepVerifier::create).expectNext(town).verifyComplete();
    }

    /** {@link Capability#KEY_CHANGES} is missing. */
    @Test
    void anIdThatIsKeptAsDocumentIdIsRefusedToChange() {
        Author author = store.relata()
                .insert(new Author(null, "Ursula", "ursula@example.com"))
                .block();
        store.relata()
                .changeId(author, 4711L)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("Author.id is kept as MongoDB's _id, which never changes"));
        Region region = store.relata().insert(new Region("north", "tag", null)).block();
        store.relata().changeId(region, "arctic").as(StepVerifier::create).verifyError(RefusedException.class);
    }
}
