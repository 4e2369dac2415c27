package dev.relata.r2dbc;

import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Relationships.oneToMany;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import dev.relata.query.Explain;
import dev.relata.query.ExplainedStatement;
import dev.relata.query.Explanation;
import dev.relata.query.Selection;
import dev.relata.spi.StatementKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What PostgreSQL tells of its plans, over the only connection of a pool. */
class ExplainIntegrationTest {

    record Shelf(@Id @Nullable Long id, String name) {
        static final OneToMany<Shelf, Tome> TOMES = oneToMany(Shelf.class, Tome::shelfId);
    }

    record Tome(@Id @Nullable Long id, long shelfId, int pages) {
        static final OneToMany<Tome, Leaf> LEAVES = oneToMany(Tome.class, Leaf::tomeId);
    }

    record Leaf(@Id @Nullable Long id, long tomeId, int number) {}

    private static final List<String> SENT = Collections.synchronizedList(new ArrayList<>());

    private static TestDatabase database;
    private static R2dbcStore store;
    private static Relata relata;

    @BeforeAll
    static void fill() {
        database = TestDatabase.create();
        store = R2dbcStore.builder()
                .url("r2dbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name())
                .username(database.user())
                .password(database.password())
                .maxSize(1)
                .acquireTimeout(Duration.ofSeconds(5))
                .listener(statement -> {
                    if (statement.kind() != StatementKind.FETCH) {
                        SENT.add(statement.text());
                    }
                })
                .build();
        relata = Relata.builder()
                .store(store)
                .model(Shelf.class, Tome.class, Leaf.class)
                .build();
        now(relata.schema().createMissing());
        List<Shelf> shelves = now(relata.bulk()
                .insert(IntStream.range(0, 300)
                        .mapToObj(i -> new Shelf(null, "s" + i))
                        .toList())
                .collectList());
        now(relata.bulk()
                .insert(shelves.stream()
                        .map(shelf -> new Tome(null, Objects.requireNonNull(shelf.id()), 100))
                        .toList())
                .then());
    }

    @AfterAll
    static void drop() {
        now(store.close());
        database.close();
    }

    private static <T> T now(Mono<T> answer) {
        return answer.block(Duration.ofSeconds(30));
    }

    private Selection<Shelf> plan() {
        return relata.from(Shelf.class)
                .fetch(Shelf.TOMES, it -> it.where(Tome::pages, gt(50)).fetch(Tome.LEAVES));
    }

    @Test
    void parametersShowTypesAndWhatTheyAreOf() {
        Explanation explanation = now(plan().explain());
        assertThat(explanation.statements().get(1).parameters())
                .extracting(ExplainedStatement.Parameter::toString)
                .containsExactlyInAnyOrder("bigint[], Shelf.id of the rows above", "integer, Tome.pages");
        assertThat(now(plan().explain(Explain.statements().withValues())).toString())
                .contains("integer, Tome.pages = 50", "bigint[], Shelf.id of the rows above\n");
    }

    @Test
    void anAnalyzedPlanHasTimesAndRowsAndReadsTheFirstRowsOnly() {
        SENT.clear();
        Explanation explanation = now(plan().explain(Explain.analyze()));
        List<ExplainedStatement> statements = explanation.statements();
        assertThat(statements.get(0).plan()).contains("actual", "rows=300", "Execution Time");
        assertThat(statements.get(1).plan()).contains("actual", "rows=256", "Execution Time");
        assertThat(statements.get(1).parameters().toString()).contains("bigint[] of 256, Shelf.id of the rows above");
        assertThat(statements.get(2).plan()).contains("Execution Time");
        assertThat(explanation.toString()).contains("what follows is for its first 256 rows");
        assertThat(SENT)
                .anyMatch(text -> text.contains("READ ONLY"))
                .contains("EXPLAIN (ANALYZE, BUFFERS) " + statements.get(0).text(), "ROLLBACK")
                .doesNotContain("COMMIT");
    }

    @Test
    void aPlanIsNotCarriedOut() {
        SENT.clear();
        Explanation count = now(relata.explain(relata.from(Tome.class).count(), Explain.plans()));
        assertThat(count.statements().get(0).plan()).contains("Aggregate").doesNotContain("actual");
        assertThat(SENT)
                .filteredOn(text -> text.contains("count("))
                .hasSize(1)
                .allMatch(text -> text.startsWith("EXPLAIN SELECT"));
    }

    @Test
    void aCursorIsPlannedAsACursor() {
        Explanation stream = now(relata.explain(plan().iterateGraphs(), Explain.analyze()));
        assertThat(stream.statements().get(0).text()).startsWith("DECLARE relata_0 BINARY NO SCROLL CURSOR FOR SELECT");
        assertThat(stream.statements()).allMatch(statement -> statement.plan() != null);
    }

    @Test
    void itIsPartOfTheTransactionAroundIt() {
        Mono<String> inside = relata.insert(new Tome(null, 1, 7))
                .then(relata.explain(
                        relata.from(Tome.class).where(Tome::pages, gt(6)).all(), Explain.analyze()))
                .map(explanation -> explanation.statements().get(0).plan())
                .flatMap(plan -> relata.from(Tome.class).count().map(rows -> rows + " " + plan))
                .flatMap(text ->
                        text.startsWith("301 ") ? Mono.error(new IllegalStateException(text)) : Mono.just(text));
        inside.as(relata::transactional)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error.getMessage()).contains("rows=301"));
        assertThat(now(relata.from(Tome.class).count())).isEqualTo(300L);
    }

    @Test
    void lookupsOfAPipelineAreCounted() {
        Explanation pipeline = now(relata.explain(
                relata.from(Shelf.class)
                        .all()
                        .concatMap(shelf -> relata.on(shelf, Shelf.TOMES).all()),
                Explain.plans()));
        assertThat(pipeline.statements()).hasSize(2);
        assertThat(pipeline.toString()).contains("sent 256 times");
    }
}
