package dev.relata.r2dbc.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.Relata;
import dev.relata.error.RowNotFoundException;
import dev.relata.error.StaleRowException;
import dev.relata.error.StoreException;
import dev.relata.model.Id;
import dev.relata.model.Table;
import dev.relata.model.Unique;
import dev.relata.model.Version;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementKind;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes to tables with rules, views, identity columns and deferrable keys, over one connection. */
class TablesOfOthersIntegrationTest {

    @Table("parcels")
    record Parcel(
            @Id @Nullable Long id,
            @Unique String code,
            String note) {}

    @Table("drafts")
    record Draft(
            @Id @Nullable Long id,
            String text,
            @Version int version) {}

    private final TestDatabase database = TestDatabase.create();
    private final List<ExecutedStatement> statements = new CopyOnWriteArrayList<>();
    private final ConnectionPool pool = TestDatabase.pool(database.connectionFactory(), 1);
    private final Relata relata = Relata.builder()
            .store(R2dbcStore.builder()
                    .connectionFactory(pool)
                    .listener(statements::add)
                    .build())
            .model(Parcel.class, Draft.class)
            .build();

    TablesOfOthersIntegrationTest() {
        run(relata.schema().create());
        database.execute("CREATE TABLE others (id bigint, code text, note text)");
    }

    @AfterEach
    void close() {
        pool.dispose();
        database.close();
    }

    private <T> List<T> run(Publisher<T> publisher) {
        statements.clear();
        List<T> answer = Flux.from(publisher).collectList().block(Duration.ofSeconds(30));
        return Objects.requireNonNull(answer);
    }

    private List<StatementKind> sent() {
        return statements.stream().map(ExecutedStatement::kind).toList();
    }

    private long count(String table) {
        return Objects.requireNonNull(database.value("SELECT count(*) FROM " + table, Long.class));
    }

    private static List<Parcel> drafts(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(i -> new Parcel(null, "c" + i, "n"))
                .toList();
    }

    @Test
    void aWriteOfOneRowIsOneStatementAndNothingElse() {
        Parcel parcel = run(relata.insert(drafts(1).get(0))).get(0);
        assertThat(sent()).containsExactly(StatementKind.WRITE);
        run(relata.update(parcel));
        assertThat(sent()).containsExactly(StatementKind.WRITE);
        run(relata.upsert(parcel));
        assertThat(sent()).containsExactly(StatementKind.WRITE);
        run(relata.delete(parcel));
        assertThat(sent()).containsExactly(StatementKind.WRITE);
        run(relata.insertMany(drafts(3)));
        assertThat(sent()).containsExactly(StatementKind.WRITE);
    }

    @Test
    void rowsThatAreGoneOrStaleAreStillTold() {
        Draft draft = run(relata.insert(new Draft(null, "a", 0))).get(0);
        run(relata.update(draft));
        assertThatThrownBy(() -> run(relata.update(draft))).isInstanceOf(StaleRowException.class);
        assertThatThrownBy(() -> run(relata.upsert(draft))).isInstanceOf(StaleRowException.class);
        assertThatThrownBy(() -> run(relata.update(new Parcel(9L, "x", "x")))).isInstanceOf(RowNotFoundException.class);
        assertThat(run(relata.delete(new Parcel(9L, "x", "x")))).containsExactly(false);
    }

    @Test
    void rowsThatARulePutsElsewhereAreRefused() {
        database.execute("CREATE RULE away AS ON INSERT TO parcels DO INSTEAD INSERT INTO others VALUES"
                + " (NEW.id, NEW.code, NEW.note)");
        for (Publisher<?> write : List.of(
                relata.insert(drafts(1).get(0)),
                relata.insertMany(drafts(100)),
                relata.insertMany(drafts(600), Bulk.chunkSize(50)),
                relata.upsert(drafts(1).get(0), Parcel::code))) {
            assertThatThrownBy(() -> run(write)).isInstanceOf(StoreException.class);
            assertThat(count("others") + count("parcels")).isZero();
        }
        for (int rows : List.of(1, 100, 700)) {
            assertToldIsStored(relata.insertMany(Parcel.class, Flux.fromIterable(drafts(rows))));
        }
    }

    @Test
    void rowsThatARuleDropsOrPutsElsewhereInPartAreNotStoredInPart() {
        database.execute("CREATE RULE away AS ON INSERT TO parcels WHERE NEW.code IN ('c1', 'c2') DO INSTEAD INSERT INTO"
                + " others VALUES (NEW.id, NEW.code, NEW.note)");
        assertThatThrownBy(() -> run(relata.insertMany(Parcel.class, Flux.fromIterable(drafts(5)))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("nothing was written");
        assertThat(count("others") + count("parcels")).isZero();
    }

    /** A number of rows that was told is that of rows that came somewhere. */
    private void assertToldIsStored(Mono<Long> write) {
        database.execute("DELETE FROM others");
        try {
            assertThat(run(write)).containsExactly(count("others") + count("parcels"));
        } catch (StoreException refused) {
            assertThat(refused).hasMessageContaining("nothing was written");
            assertThat(count("others") + count("parcels")).isZero();
        }
    }

    @Test
    void aRuleThatWritesBesideLetsEveryWriteDoItsWork() {
        database.execute(
                "CREATE RULE beside AS ON INSERT TO parcels DO ALSO INSERT INTO others (code) VALUES (NEW.code)",
                "CREATE RULE beside_update AS ON UPDATE TO parcels DO ALSO INSERT INTO others (code) VALUES (NEW.code)",
                "CREATE RULE beside_delete AS ON DELETE TO parcels DO ALSO INSERT INTO others (code) VALUES (OLD.code)");
        List<Parcel> stored = new ArrayList<>(run(relata.insertMany(drafts(3))));
        assertThat(stored).hasSize(3);
        Parcel changed = new Parcel(stored.get(0).id(), "c0", "changed");
        assertThat(run(relata.update(changed))).containsExactly(changed);
        assertThat(run(relata.updateMany(stored))).hasSize(3);
        assertThat(run(relata.delete(changed))).containsExactly(true);
        assertThat(run(relata.insert(drafts(1).get(0))
                        .then(relata.transactional(relata.insert(new Parcel(null, "c9", "n"))))))
                .hasSize(1);
        assertThat(count("parcels")).isEqualTo(4);
        assertThatThrownBy(() -> run(relata.update(new Parcel(99L, "x", "x"))))
                .isInstanceOf(RowNotFoundException.class);
    }

    @Test
    void aRowThatAViewsTriggerLeavesOutIsTold() {
        database.execute(
                "ALTER TABLE parcels RENAME TO stored",
                "CREATE VIEW parcels AS SELECT * FROM stored",
                """
                CREATE FUNCTION into_stored() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF TG_OP = 'DELETE' THEN
                        DELETE FROM stored WHERE id = OLD.id;
                        RETURN CASE WHEN OLD.code = 'odd' THEN NULL ELSE OLD END;
                    END IF;
                    NEW.id := coalesce(NEW.id, 7);
                    INSERT INTO stored VALUES (NEW.id, NEW.code, NEW.note)
                        ON CONFLICT (id) DO UPDATE SET note = EXCLUDED.note;
                    RETURN CASE WHEN NEW.code = 'odd' THEN NULL ELSE NEW END;
                END $$
                """,
                "CREATE TRIGGER into_stored INSTEAD OF INSERT OR UPDATE OR DELETE ON parcels FOR EACH ROW EXECUTE"
                        + " FUNCTION into_stored()");
        assertThat(run(relata.insert(new Parcel(null, "even", "n")))).containsExactly(new Parcel(7L, "even", "n"));
        assertThat(run(relata.update(new Parcel(7L, "even", "m")))).hasSize(1);
        assertThatThrownBy(() -> run(relata.insert(new Parcel(8L, "odd", "n")))).isInstanceOf(StoreException.class);
        assertThat(count("stored")).isEqualTo(1);
        database.execute("INSERT INTO stored VALUES (9, 'odd', 'n')");
        assertThatThrownBy(() -> run(relata.update(new Parcel(9L, "odd", "changed"))))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("a trigger or a rule");
        assertThatThrownBy(() -> run(relata.delete(new Parcel(9L, "odd", "n")))).isInstanceOf(StoreException.class);
        assertThat(database.value("SELECT note FROM stored WHERE id = 9", String.class)).isEqualTo("n");
    }

    @Test
    void aRequestThatWasRefusedLeavesNothingInATransactionThatGoesOn() {
        database.execute(
                """
                CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO others (code) VALUES (NEW.code);
                    RETURN CASE WHEN NEW.code = 'c1' THEN NULL ELSE NEW END;
                END $$
                """,
                "CREATE TRIGGER skip BEFORE INSERT ON parcels FOR EACH ROW EXECUTE FUNCTION skip()");
        Mono<Long> all = relata.insertMany(drafts(3))
                .count()
                .onErrorReturn(0L)
                .then(relata.insert(new Parcel(null, "c7", "n")))
                .then(relata.from(Parcel.class).count());
        assertThat(run(relata.transactional(all))).containsExactly(1L);
        assertThat(count("others")).isEqualTo(1);
    }

    @Test
    void idsThatAreAlwaysGeneratedAreWrittenToWhereTheyTellARow() {
        database.execute("ALTER TABLE parcels ALTER id SET GENERATED ALWAYS");
        Parcel stored = run(relata.insert(drafts(1).get(0))).get(0);
        Parcel changed = new Parcel(stored.id(), "c0", "changed");
        assertThat(run(relata.upsert(changed))).containsExactly(changed);
        assertThat(run(relata.upsertMany(List.of(changed, new Parcel(null, "c1", "n"))))).hasSize(2);
        assertThat(run(relata.upsert(new Parcel(null, "c0", "again"), Parcel::code)))
                .containsExactly(new Parcel(stored.id(), "c0", "again"));
        assertThat(run(relata.getOrCreate(changed, Parcel::id))).hasSize(1);
        assertThat(run(relata.insertMany(List.of(changed), Bulk.defaults().onConflict(OnConflict.<Parcel>ignore()))))
                .isEmpty();
        assertThat(count("parcels")).isEqualTo(2);
    }

    @Test
    void anIdThatIsGivenForOneThatIsAlwaysGeneratedIsRefusedHoweverManyRowsThereAre() {
        database.execute("ALTER TABLE parcels ALTER id SET GENERATED ALWAYS");
        List<Parcel> many = IntStream.rangeClosed(1, 1200)
                .mapToObj(i -> new Parcel((long) i, "c" + i, "n"))
                .toList();
        for (Publisher<?> write : List.of(
                relata.insert(many.get(0)),
                relata.insertMany(many),
                relata.insertMany(Parcel.class, Flux.fromIterable(many)))) {
            assertThatThrownBy(() -> run(write))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("leave an id that the database numbers null");
        }
        assertThat(count("parcels")).isZero();
        assertThat(run(relata.insertMany(Parcel.class, Flux.fromIterable(drafts(1200)))))
                .containsExactly(1200L);
    }

    @Test
    void aKeyThatIsDeferrableIsNamedByTheWriteAndByTheSchema() {
        database.execute(
                "ALTER TABLE parcels DROP CONSTRAINT parcels_code_key",
                "ALTER TABLE parcels ADD UNIQUE (code) DEFERRABLE INITIALLY DEFERRED");
        for (Publisher<?> write : List.of(
                relata.upsert(drafts(1).get(0), Parcel::code),
                relata.getOrCreate(drafts(1).get(0), Parcel::code),
                relata.upsertMany(drafts(3), Bulk.defaults().onConflict(OnConflict.<Parcel>update(Parcel::code))))) {
            assertThatThrownBy(() -> run(write))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("a key that is not DEFERRABLE");
        }
        assertThat(run(relata.insertMany(drafts(3)))).hasSize(3);
        assertThatThrownBy(() -> run(relata.insert(drafts(1).get(0)))).isInstanceOf(StoreException.class);
        assertThat(count("parcels")).isEqualTo(3);
        assertThat(run(relata.schema().validate()))
                .singleElement()
                .asString()
                .startsWith("parcels(code): the key is DEFERRABLE");
    }
}
