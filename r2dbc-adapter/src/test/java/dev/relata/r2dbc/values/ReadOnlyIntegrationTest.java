package dev.relata.r2dbc.values;

import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.ReadOnly;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.spi.SchemaDifference;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Generated columns, and views without an id. */
class ReadOnlyIntegrationTest {

    record Box(
            @Id @Nullable Long id,
            int width,
            int height,
            @ReadOnly("width * height") int area,

            @ReadOnly("'box ' || width || 'x' || height") @Nullable
            String label) {

        static final OneToMany<Box, BoxSummary> SUMMARIES = oneToMany(Box.class, BoxSummary::boxId);
    }

    /** As {@link Box}, without the expressions: the schema is made elsewhere. */
    @dev.relata.model.Table("boxes")
    record Crate(
            @Id @Nullable Long id,
            int width,
            int height,
            @ReadOnly int area,
            @ReadOnly @Nullable String label) {}

    @dev.relata.model.Table("boxes")
    record Careless(
            @Id @Nullable Long id,
            int width,
            int height,
            int area,
            @Nullable String label) {}

    @ReadOnly
    record BoxSummary(long boxId, long squared, @Nullable String label) {

        static final ManyToOne<BoxSummary, Box> BOX = manyToOne(BoxSummary::boxId, Box.class);
    }

    private static final String VIEW =
            "CREATE VIEW box_summaries AS" + " SELECT id AS box_id, area::bigint * area AS squared, label FROM boxes";

    private final TestDatabase database = TestDatabase.create();
    private final ConnectionPool pool = database.pool(2);
    private final Relata relata = over(Box.class, BoxSummary.class);

    private Relata over(Class<?>... model) {
        return Relata.builder().store(R2dbcStore.of(pool)).model(model).build();
    }

    private static <T> T now(Mono<T> answer) {
        return Objects.requireNonNull(answer.block(Duration.ofSeconds(30)));
    }

    private static <T> List<T> all(Flux<T> answer) {
        return now(answer.collectList());
    }

    @BeforeEach
    void createSchema() {
        relata.schema().create().block(Duration.ofSeconds(30));
        database.execute(VIEW);
    }

    @AfterEach
    void drop() {
        pool.disposeLater().block(Duration.ofSeconds(30));
        database.close();
    }

    @Test
    void whatTheDatabaseComputesIsReadBackByEveryWrite() {
        Box box = now(relata.insert(new Box(null, 2, 3, 99, "mine")));
        assertThat(box).isEqualTo(new Box(box.id(), 2, 3, 6, "box 2x3"));

        Box wider = now(relata.update(new Box(box.id(), 4, 3, 6, null)));
        assertThat(wider).isEqualTo(new Box(box.id(), 4, 3, 12, "box 4x3"));

        assertThat(now(relata.upsert(new Box(box.id(), 5, 3, 0, null))))
                .isEqualTo(new Box(box.id(), 5, 3, 15, "box 5x3"));
        assertThat(all(relata.bulk().update(List.of(new Box(box.id(), 1, 1, 7, "x")))))
                .containsExactly(new Box(box.id(), 1, 1, 1, "box 1x1"));
    }

    /** More than are written by an INSERT where a COPY does. */
    @Test
    void largeChunksLeaveThemOut() {
        List<Box> boxes = IntStream.rangeClosed(1, 3000)
                .mapToObj(i -> new Box(null, i, 2, -1, null))
                .toList();

        List<Box> stored = all(relata.bulk().insert(boxes));
        assertThat(stored).hasSize(3000).allMatch(box -> box.area() == box.width() * 2);
        assertThat(now(relata.bulk().insert(Box.class, Flux.fromIterable(boxes))))
                .isEqualTo(3000);
        assertThat(database.value("SELECT count(*) FROM boxes WHERE area = width * 2", Long.class))
                .isEqualTo(6000);
    }

    @Test
    void aViewWithoutAnIdIsReadAndRelated() {
        Box box = now(relata.insert(new Box(null, 2, 3, 0, null)));
        BoxSummary summary = new BoxSummary(Objects.requireNonNull(box.id()), 36, "box 2x3");

        assertThat(all(relata.from(BoxSummary.class)
                        .orderBy(asc(BoxSummary::squared))
                        .iterate()))
                .containsExactly(summary);
        assertThat(all(relata.on(box, Box.SUMMARIES).all())).containsExactly(summary);
        assertThat(now(relata.on(summary, BoxSummary.BOX).get())).isEqualTo(box);
        assertThat(now(relata.delete(box))).isTrue();
    }

    @Test
    void verifyComparesWhatCanBeCompared() {
        assertThat(all(relata.schema().validate())).isEmpty();
        assertThat(all(over(Crate.class).schema().validate())).isEmpty();

        database.execute("DROP VIEW box_summaries", "CREATE VIEW box_summaries AS SELECT id AS box_id FROM boxes");
        assertThat(all(relata.schema().validate()))
                .extracting(SchemaDifference::kind)
                .containsExactly(SchemaDifference.Kind.MISSING_COLUMN, SchemaDifference.Kind.MISSING_COLUMN);
        database.execute("DROP VIEW box_summaries");
        assertThat(all(relata.schema().validate()))
                .extracting(SchemaDifference::kind)
                .containsExactly(SchemaDifference.Kind.MISSING_TABLE);
    }

    @Test
    void aGeneratedColumnThatIsNotReadOnlyIsADifference() {
        assertThat(all(over(Careless.class).schema().validate()))
                .extracting(SchemaDifference::kind)
                .contains(SchemaDifference.Kind.COMPUTED_COLUMN);
        database.execute("DROP VIEW box_summaries", "ALTER TABLE boxes ALTER area DROP EXPRESSION", VIEW);
        assertThat(all(relata.schema().validate()))
                .extracting(SchemaDifference::message)
                .singleElement()
                .asString()
                .contains("nothing computes the column", "width * height");
    }

    @Test
    void createLeavesAViewAlone() {
        database.execute(
                "DROP TABLE boxes CASCADE",
                "CREATE VIEW box_summaries AS" + " SELECT 1::bigint AS box_id, 2::bigint AS squared, 'x' AS label");
        relata.schema().create().block(Duration.ofSeconds(30));

        assertThat(all(relata.schema().validate())).isEmpty();
    }
}
