package dev.relata.examples.atlas.comparison;

import dev.relata.examples.atlas.database.Database;
import dev.relata.examples.atlas.report.Comparison;
import dev.relata.examples.atlas.report.StatementCounter;
import dev.relata.observe.NPlusOne;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

/**
 * The comparisons at the size of the demo, over a database. How many lookups come while a statement is under way depends on
 * the pace of the machine, so this runs with {@code -Psoak}.
 */
@Tag("pace")
class NPlusOneComparisonsIntegrationTest {

    @TempDir
    Path data;

    private final StatementCounter statements = new StatementCounter();
    private Database database;

    @BeforeEach
    void fill() {
        database = Database.embedded(data, statements);
        database.createTables()
                .then(new RandomGraph(RandomGraph.printedSeed(), 10_100).insertInto(database.relata()))
                .then(database.addConstraints())
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
    }

    @AfterEach
    void stop() {
        database.close().as(StepVerifier::create).verifyComplete();
    }

    @Test
    void tenThousandLookupsTakeFortyStatementsAndAThousandChainsTwelve() {
        NPlusOneComparisons questions = new NPlusOneComparisons(
                database.relata(NPlusOne.OFF), database.relata(), NPlusOneComparisonsTest.silent(statements));

        List<Comparison> done = questions.run().collectList().block();

        NPlusOneComparisonsTest.assertFew(done, 10_000);
    }
}
