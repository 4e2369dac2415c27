package dev.relata.r2dbc.regression;

import static dev.relata.model.OnDelete.CASCADE;
import static dev.relata.model.OnDelete.RESTRICT;
import static dev.relata.model.OnDelete.SET_NULL;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.ProtectedException;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnUpdate;
import dev.relata.model.Table;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaDifference.Severity;
import dev.relata.spi.StatementKind;
import io.r2dbc.pool.ConnectionPool;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Views whose rows refer to rows of tables: they keep none from going, and none goes or changes through them. */
class ReferringViewIntegrationTest {

    record Maker(@Id long id, String name) {
        static final ManyToMany<Maker, Place> PLACES =
                manyToMany(Maker.class, Place.class).junction("maker_places").columns("maker_id", "place_id");
        static final ManyToManyThrough<Maker, Place, Visit> VISITS =
                manyToMany(Maker.class, Place.class).through(Visit::makerId, Visit::placeId);
    }

    record Place(@Id long id) {}

    record Thing(@Id long id, @Nullable Long makerId, long placeId) {
        static final ManyToOne<Thing, Maker> MAKER = manyToOne(Thing::makerId, Maker.class)
                .optional()
                .onDelete(SET_NULL)
                .onUpdate(OnUpdate.CASCADE);
    }

    /** Grouped, so nothing can be written to it; says nothing. */
    @Table("maker_totals")
    record Total(@Id long makerId, long things) {
        static final ManyToOne<Total, Maker> MAKER = manyToOne(Total::makerId, Maker.class);
    }

    /** A plain view, through which PostgreSQL would delete things. */
    @Table("made_things")
    record Made(@Id long id, long makerId) {
        static final ManyToOne<Made, Maker> MAKER =
                manyToOne(Made::makerId, Maker.class).onDelete(CASCADE).onUpdate(OnUpdate.CASCADE);
    }

    /** Refers to a row of a view, and so to nothing that goes. */
    record Comment(@Id long id, long madeId) {
        static final ManyToOne<Comment, Made> MADE = manyToOne(Comment::madeId, Made.class);
    }

    /** Materialized, in another schema. */
    @Table("reports.makers")
    record Report(@Id long id, @Nullable Long makerId) {
        static final ManyToOne<Report, Maker> MAKER =
                manyToOne(Report::makerId, Maker.class).optional().onDelete(SET_NULL);
    }

    /** A join record that is a view. */
    @Table("visits")
    record Visit(@Id long id, long makerId, long placeId) {
        static final ManyToOne<Visit, Maker> MAKER =
                manyToOne(Visit::makerId, Maker.class).onDelete(RESTRICT);
    }

    /** A table of its own, though it is parted. */
    record Part(@Id long id, @Id long placeId) {
        static final ManyToOne<Part, Place> PLACE = manyToOne(Part::placeId, Place.class);
    }

    private final TestDatabase database = TestDatabase.create();
    private final ConnectionPool pool = TestDatabase.pool(database.connectionFactory(), 1);
    private final Queue<ExecutedStatement> executed = new ConcurrentLinkedQueue<>();
    private final Relata relata = Relata.builder()
            .store(R2dbcStore.builder()
                    .connectionFactory(pool)
                    .listener(executed::add)
                    .build())
            .model(
                    Maker.class,
                    Place.class,
                    Thing.class,
                    Total.class,
                    Made.class,
                    Comment.class,
                    Report.class,
                    Visit.class,
                    Part.class)
            .build();

    @BeforeEach
    void store() {
        database.execute(
                "CREATE SCHEMA reports",
                "CREATE SCHEMA tables",
                "CREATE TABLE tables.makers (id bigint PRIMARY KEY, name text NOT NULL)",
                "CREATE TABLE places (id bigint PRIMARY KEY)",
                "CREATE TABLE things (id bigint PRIMARY KEY, maker_id bigint REFERENCES tables.makers ON DELETE SET NULL"
                        + " ON UPDATE CASCADE, place_id bigint NOT NULL)",
                "CREATE INDEX ON things (maker_id)",
                "CREATE VIEW maker_totals AS SELECT maker_id, count(*) AS things FROM things GROUP BY maker_id",
                "CREATE VIEW made_things AS SELECT id, maker_id FROM things",
                "CREATE VIEW maker_places AS SELECT DISTINCT maker_id, place_id FROM things",
                "CREATE VIEW visits AS SELECT id, maker_id, place_id FROM things",
                "CREATE MATERIALIZED VIEW reports.makers AS SELECT id, id AS maker_id FROM tables.makers WITH NO DATA",
                "CREATE TABLE parts (id bigint, place_id bigint NOT NULL REFERENCES places, PRIMARY KEY (id, place_id))"
                        + " PARTITION BY RANGE (id)",
                "CREATE TABLE parts_1 PARTITION OF parts DEFAULT",
                "CREATE INDEX ON parts (place_id)",
                "CREATE TABLE comments (id bigint PRIMARY KEY, made_id bigint NOT NULL)",
                "CREATE INDEX ON comments (made_id)",
                "INSERT INTO tables.makers VALUES (1, 'ann'), (2, 'bob')",
                "REFRESH MATERIALIZED VIEW reports.makers",
                "INSERT INTO places VALUES (1), (2)",
                "INSERT INTO things VALUES (1, 1, 1), (2, 2, 1)",
                "INSERT INTO comments VALUES (1, 1)",
                "INSERT INTO parts VALUES (1, 2)",
                "ALTER DATABASE " + database.name() + " SET search_path = public, tables");
    }

    @AfterEach
    void close() {
        pool.disposeLater().as(StepVerifier::create).verifyComplete();
        database.close();
    }

    private static <T> List<T> run(Publisher<T> publisher) {
        return Flux.from(publisher).collectList().blockOptional().orElseThrow();
    }

    private List<String> counted() {
        List<String> texts = executed.stream()
                .filter(statement -> statement.kind().counts())
                .map(ExecutedStatement::text)
                .toList();
        executed.clear();
        return texts;
    }

    @Test
    void aDeletePassesViewsByAndDoesTheRest() {
        assertThat(run(relata.deletePlan(new Maker(1, "ann"))).get(0).toString().lines())
                .containsExactly("deletes 1 of makers", "sets 1 of things to null (Thing.MAKER)");

        assertThat(run(relata.delete(new Maker(1, "ann")))).containsExactly(true);

        assertThat(run(relata.from(Maker.class).count())).containsExactly(1L);
        assertThat(run(relata.from(Thing.class).count())).containsExactly(2L);
        assertThat(run(relata.from(Comment.class).count())).containsExactly(1L);
        assertThat(database.query("SELECT maker_id FROM things WHERE id = 1", row -> row.get(0) == null))
                .containsExactly(true);
    }

    @Test
    void aPartitionedTableProtects() {
        StepVerifier.create(relata.delete(new Place(2)))
                .verifyErrorSatisfies(error ->
                        assertThat(error).isInstanceOf(ProtectedException.class).hasMessageContaining("Part.PLACE"));
        assertThat(run(relata.delete(new Place(1))))
                .as("a junction that is a view")
                .containsExactly(true);
    }

    @Test
    void whatIsAViewIsAskedOnceAndTakesNoStatement() {
        run(relata.deletePlan(new Maker(9, "none")));
        long asked = executed.stream()
                .filter(statement -> statement.kind() == StatementKind.CONTROL)
                .filter(statement -> statement.text().contains("relkind"))
                .count();
        assertThat(asked).isEqualTo(1);
        counted();

        run(relata.delete(new Maker(1, "ann")));

        assertThat(executed).noneMatch(statement -> statement.text().contains("relkind"));
        assertThat(counted()).hasSize(3).noneMatch(text -> text.contains("made_things"));
    }

    @Test
    void insideATransactionTheFirstDeleteAsksOnItsConnection() {
        assertThat(run(relata.insert(new Maker(3, "eve"))
                        .then(relata.delete(new Maker(1, "ann")))
                        .as(relata::transactional)))
                .containsExactly(true);
        assertThat(run(relata.batched(Flux.just(2L).concatMap(id -> relata.delete(new Maker(id, "bob"))))))
                .containsExactly(true);
    }

    @Test
    void keysThatChangeAreFollowedByTablesAlone() {
        run(relata.changeId(new Maker(1, "ann"), 7L));

        assertThat(run(relata.from(Thing.class).where(Thing::makerId).eq(7L).count()))
                .containsExactly(1L);
        assertThat(run(relata.on(new Maker(7, "ann"), Maker.PLACES).all())).containsExactly(new Place(1));
    }

    @Test
    void nothingIsMissingOfAViewNorOfWhatRefersToOne() {
        assertThat(run(missing())).isEmpty();
        database.execute("DROP TABLE comments");
        run(relata.schema().createMissing());
        assertThat(run(missing())).isEmpty();
    }

    /** That nothing makes the ids of a view unique is said, and is nothing that is missing. */
    private Flux<SchemaDifference> missing() {
        return relata.schema().validate().filter(difference -> difference.severity() != Severity.INFORMATION);
    }
}
