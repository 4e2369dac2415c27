package dev.relata.r2dbc.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.relata.Relata;
import dev.relata.error.RowNotFoundException;
import dev.relata.error.StaleRowException;
import dev.relata.error.StoreException;
import dev.relata.model.Assignment;
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
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
    record Parcel(@Id @Nullable Long id, @Unique String code, String note) {}

    @Table("drafts")
    record Draft(
            @Id @Nullable Long id, String text, @Version int version) {}

    @Table("slips")
    record Slip(@Id String code, String text) {}

    private final TestDatabase database = TestDatabase.create();
    private final List<ExecutedStatement> statements = new CopyOnWriteArrayList<>();
    private final ConnectionPool pool = TestDatabase.pool(database.connectionFactory(), 1);
    private final Relata relata = Relata.builder()
            .store(R2dbcStore.builder()
                    .connectionFactory(pool)
                    .listener(statements::add)
                    .build())
            .model(Parcel.class, Draft.class, Slip.class)
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
        run(relata.bulk().insert(drafts(3)));
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
                relata.bulk().insert(drafts(100)),
                relata.bulk(Bulk.chunkSize(50)).insert(drafts(600)),
                relata.upsert(drafts(1).get(0), Parcel::code))) {
            assertThatThrownBy(() -> run(write)).isInstanceOf(StoreException.class);
            assertThat(count("others") + count("parcels")).isZero();
        }
        for (int rows : List.of(1, 100, 700)) {
            assertToldIsStored(relata.bulk().insert(Parcel.class, Flux.fromIterable(drafts(rows))));
        }
    }

    @Test
    void rowsThatARuleDropsOrPutsElsewhereInPartAreNotStoredInPart() {
        database.execute(
                "CREATE RULE away AS ON INSERT TO parcels WHERE NEW.code IN ('c1', 'c2') DO INSTEAD INSERT INTO"
                        + " others VALUES (NEW.id, NEW.code, NEW.note)");
        assertThatThrownBy(() -> run(relata.bulk().insert(Parcel.class, Flux.fromIterable(drafts(5)))))
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
        List<Parcel> stored = new ArrayList<>(run(relata.bulk().insert(drafts(3))));
        assertThat(stored).hasSize(3);
        Parcel changed = new Parcel(stored.get(0).id(), "c0", "changed");
        assertThat(run(relata.update(changed))).containsExactly(changed);
        assertThat(run(relata.bulk().update(stored))).hasSize(3);
        assertThat(run(relata.delete(changed))).containsExactly(true);
        assertThat(run(relata.insert(drafts(1).get(0))
                        .then(relata.transactional(relata.insert(new Parcel(null, "c9", "n"))))))
                .hasSize(1);
        assertThat(count("parcels")).isEqualTo(4);
        assertThatThrownBy(() -> run(relata.update(new Parcel(99L, "x", "x"))))
                .isInstanceOf(RowNotFoundException.class);
    }

    /** Java does not know whether two ids are one where they are texts. */
    @Test
    void ofRowsWithOneIdTheLastIsStoredAndAnsweredOnce() {
        database.execute(
                "CREATE RULE beside AS ON UPDATE TO slips DO ALSO INSERT INTO others (code) VALUES (NEW.code)");
        run(relata.bulk().insert(List.of(new Slip("a", ""), new Slip("b", ""))));
        Slip last = new Slip("b", "last");
        Slip only = new Slip("a", "only");

        assertThat(run(relata.bulk().update(List.of(new Slip("b", "first"), only, last))))
                .containsExactly(last, only);

        assertThat(run(relata.from(Slip.class).all())).containsExactlyInAnyOrder(last, only);
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
        assertThat(database.value("SELECT note FROM stored WHERE id = 9", String.class))
                .isEqualTo("n");
    }

    @Test
    void aRequestThatWasRefusedLeavesNothingInATransactionThatGoesOn() {
        database.execute("""
                CREATE FUNCTION skip() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO others (code) VALUES (NEW.code);
                    RETURN CASE WHEN NEW.code = 'c1' THEN NULL ELSE NEW END;
                END $$
                """, "CREATE TRIGGER skip BEFORE INSERT ON parcels FOR EACH ROW EXECUTE FUNCTION skip()");
        Mono<Long> all = relata.bulk()
                .insert(drafts(3))
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
        assertThat(run(relata.bulk().upsert(List.of(changed, new Parcel(null, "c1", "n")))))
                .hasSize(2);
        assertThat(run(relata.upsert(new Parcel(null, "c0", "again"), Parcel::code)))
                .containsExactly(new Parcel(stored.id(), "c0", "again"));
        assertThat(run(relata.getOrCreate(changed, Parcel::id))).hasSize(1);
        assertThat(run(relata.bulk(Bulk.defaults().onConflict(OnConflict.<Parcel>ignore()))
                        .insert(List.of(changed))))
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
                relata.bulk().insert(many),
                relata.bulk().insert(Parcel.class, Flux.fromIterable(many)))) {
            assertThatThrownBy(() -> run(write))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("leave an id that the database numbers null");
        }
        assertThat(count("parcels")).isZero();
        assertThat(run(relata.bulk().insert(Parcel.class, Flux.fromIterable(drafts(1200)))))
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
                relata.bulk(Bulk.defaults().onConflict(OnConflict.<Parcel>update(Parcel::code)))
                        .upsert(drafts(3)))) {
            assertThatThrownBy(() -> run(write))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("a key that is not DEFERRABLE");
        }
        assertThat(run(relata.bulk().insert(drafts(3)))).hasSize(3);
        assertThatThrownBy(() -> run(relata.insert(drafts(1).get(0)))).isInstanceOf(StoreException.class);
        assertThat(count("parcels")).isEqualTo(3);
        assertThat(run(relata.schema().validate()))
                .singleElement()
                .asString()
                .startsWith("parcels(code): the key is DEFERRABLE");
    }

    private void trigger(String name, String when, String body) {
        database.execute(
                "CREATE FUNCTION " + name + "() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + body + " END $$",
                "CREATE TRIGGER " + name + " " + when + " ON parcels FOR EACH ROW EXECUTE FUNCTION " + name + "()");
    }

    @Test
    void aSoftDeleteOfATriggerIsNoDeleteAndStandsAfterOneOfASelection() {
        List<Parcel> stored = run(relata.bulk().insert(drafts(3)));
        trigger("soft", "BEFORE DELETE", "UPDATE parcels SET note = 'deleted' WHERE id = OLD.id; RETURN NULL;");
        for (Publisher<?> write :
                List.of(relata.delete(stored.get(0)), relata.bulk().delete(stored))) {
            assertThatThrownBy(() -> run(write))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("nothing was written")
                    .hasMessageContaining("deleteAll() of a selection");
            assertThat(run(relata.from(Parcel.class).all())).containsExactlyInAnyOrderElementsOf(stored);
        }
        assertThat(run(relata.from(Parcel.class).where(Parcel::code).eq("c1").deleteAll()))
                .containsExactly(0L);
        assertThat(database.value("SELECT note FROM parcels WHERE code = 'c1'", String.class))
                .isEqualTo("deleted");
        assertThat(run(relata.delete(new Parcel(99L, "gone", "gone")))).containsExactly(false);
    }

    @Test
    void anUpdateThatATriggerPutsElsewhereIsUndoneAndStandsAfterOneOfASelection() {
        List<Parcel> stored = run(relata.bulk().insert(drafts(3)));
        trigger("archive", "BEFORE UPDATE", "INSERT INTO others VALUES (NEW.id, NEW.code, NEW.note); RETURN NULL;");
        for (Publisher<?> write : List.of(
                relata.update(stored.get(0)),
                relata.bulk().update(stored),
                relata.bulk().update(Parcel.class, Flux.fromIterable(stored)),
                relata.upsert(stored.get(0)),
                relata.bulk().upsert(stored))) {
            assertThatThrownBy(() -> run(write))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("nothing was written");
            assertThat(count("others")).isZero();
        }
        assertThat(run(relata.from(Parcel.class).update(Assignment.set(Parcel::note, "x"))))
                .containsExactly(0L);
        assertThat(count("others")).isEqualTo(3);
    }

    @Test
    void rowsAreAnsweredAsTheTriggerOfAnUpdateLeavesThem() {
        List<Parcel> stored = run(relata.bulk().insert(drafts(3)));
        trigger("shout", "BEFORE INSERT OR UPDATE", "NEW.note := NEW.note || '!'; RETURN NEW;");
        Collections.reverse(stored);
        List<Parcel> changed = stored.stream()
                .map(parcel -> new Parcel(parcel.id(), parcel.code(), "n!"))
                .toList();
        assertThat(run(relata.bulk().update(stored))).containsExactlyElementsOf(changed);
        assertThat(sent()).filteredOn(kind -> kind != StatementKind.CONTROL).containsExactly(StatementKind.WRITE);
        assertThat(run(relata.from(Parcel.class).all())).containsExactlyInAnyOrderElementsOf(changed);
        assertThat(run(relata.bulk(Bulk.chunkSize(2)).update(stored))).containsExactlyElementsOf(changed);
        assertThat(run(relata.update(stored.get(0)))).containsExactly(changed.get(0));
        assertThat(sent()).containsExactly(StatementKind.WRITE);
        for (int rows : List.of(1, 100, 700)) {
            List<Parcel> drafts = IntStream.range(0, rows)
                    .mapToObj(i -> new Parcel(null, rows + " " + i, "n"))
                    .toList();
            List<Parcel> inserted = run(relata.bulk().insert(drafts));
            assertThat(inserted).extracting(Parcel::note).containsOnly("n!");
            assertThat(run(relata.find(Parcel.class, inserted.get(rows - 1).id())))
                    .containsExactly(inserted.get(rows - 1));
        }
    }

    @Test
    void theFirstWriteToATableWithRulesMayBeInATransaction() {
        database.execute(
                "CREATE RULE beside AS ON INSERT TO parcels DO ALSO INSERT INTO others (code) VALUES (NEW.code)",
                "CREATE RULE beside_update AS ON UPDATE TO drafts DO ALSO INSERT INTO others (code) VALUES (NEW.text)");
        Draft draft = run(relata.insert(new Draft(null, "a", 0))).get(0);
        assertThat(run(relata.transactional(relata.insert(drafts(1).get(0))
                        .thenMany(relata.bulk().insert(drafts(3).subList(1, 3))))))
                .hasSize(2);
        assertThat(run(relata.transactional(relata.update(draft)))).containsExactly(new Draft(draft.id(), "a", 1));
        assertThat(count("parcels")).isEqualTo(3);
        assertThat(count("others")).isEqualTo(4);
    }

    @Test
    void changesOfManyThatARuleLeavesOutInPartAreUndone() {
        List<Parcel> stored = run(relata.bulk().insert(drafts(3)));
        database.execute(
                "CREATE RULE kept AS ON UPDATE TO parcels WHERE OLD.code = 'c1' DO INSTEAD NOTHING",
                "CREATE RULE stays AS ON DELETE TO parcels WHERE OLD.code = 'c1' DO INSTEAD NOTHING");
        List<Parcel> changed = stored.stream()
                .map(parcel -> new Parcel(parcel.id(), parcel.code(), "changed"))
                .toList();
        for (Publisher<?> write : List.of(
                relata.bulk().update(changed),
                relata.bulk().update(Parcel.class, Flux.fromIterable(changed)),
                relata.update(changed.get(1)),
                relata.bulk().delete(stored),
                relata.delete(stored.get(1)))) {
            assertThatThrownBy(() -> run(write))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("nothing was written");
            assertThat(run(relata.from(Parcel.class).all())).containsExactlyInAnyOrderElementsOf(stored);
        }
        assertThat(run(relata.bulk().update(List.of(changed.get(0), changed.get(2)))))
                .hasSize(2);
        assertThat(run(relata.bulk().delete(List.of(stored.get(0), stored.get(2)))))
                .containsExactly(2L);
    }

    /** The number that the database tells is that of the other table. */
    @Test
    void changesThatARuleMakesElsewhereInPlaceOfThisTableAreRefused() {
        List<Parcel> stored = run(relata.bulk().insert(drafts(2)));
        database.execute(
                "INSERT INTO others SELECT * FROM parcels",
                "CREATE RULE elsewhere AS ON UPDATE TO parcels DO INSTEAD UPDATE others SET note = NEW.note WHERE id ="
                        + " OLD.id",
                "CREATE RULE gone_elsewhere AS ON DELETE TO parcels DO INSTEAD DELETE FROM others WHERE id = OLD.id");
        Parcel changed = new Parcel(stored.get(0).id(), "c0", "changed");
        for (Publisher<?> write : List.of(
                relata.update(changed),
                relata.bulk().update(List.of(changed, stored.get(1))),
                relata.bulk().update(Parcel.class, Flux.just(changed)),
                relata.changeId(changed, 77L),
                relata.delete(changed),
                relata.bulk().delete(stored))) {
            assertThatThrownBy(() -> run(write))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("nothing was written");
            assertThat(run(relata.from(Parcel.class).all())).containsExactlyInAnyOrderElementsOf(stored);
            assertThat(database.value("SELECT count(*) FROM others WHERE note = 'n'", Long.class))
                    .isEqualTo(2L);
        }
    }

    @Test
    void updatesOfATableWithRulesAreAnsweredAsStored() {
        List<Parcel> stored = run(relata.bulk().insert(drafts(3)));
        Draft draft = run(relata.insert(new Draft(null, "a", 0))).get(0);
        trigger("shout", "BEFORE UPDATE", "NEW.note := NEW.note || '!'; RETURN NEW;");
        database.execute(
                "CREATE RULE beside AS ON UPDATE TO parcels DO ALSO INSERT INTO others (code) VALUES (NEW.code)",
                "CREATE RULE beside AS ON UPDATE TO drafts DO ALSO INSERT INTO others (code) VALUES (NEW.text)");
        Collections.reverse(stored);
        assertThat(run(relata.bulk().update(stored)))
                .isEqualTo(stored.stream()
                        .map(parcel -> new Parcel(parcel.id(), parcel.code(), "n!"))
                        .toList());
        assertThat(run(relata.update(stored.get(1))))
                .containsExactly(new Parcel(stored.get(1).id(), "c1", "n!"));
        assertThat(run(relata.bulk().update(List.of(draft)))).containsExactly(new Draft(draft.id(), "a", 1));
        assertThat(run(relata.update(new Draft(draft.id(), "b", 1)))).containsExactly(new Draft(draft.id(), "b", 2));
        assertThatThrownBy(() -> run(relata.update(draft))).isInstanceOf(StaleRowException.class);
        Draft other = run(relata.insert(new Draft(null, "c", 0))).get(0);
        assertThatThrownBy(() -> run(relata.bulk().update(List.of(draft, other))))
                .isInstanceOf(StaleRowException.class);
        assertThatThrownBy(() -> run(relata.update(new Parcel(99L, "gone", "n"))))
                .isInstanceOf(RowNotFoundException.class);
        assertThat(run(relata.from(Draft.class).values(Draft::version))).containsExactlyInAnyOrder(2, 0);
    }

    /** The rows of one statement are one only when the trigger has changed them. */
    @Test
    void rowsWhoseKeysATriggerMakesOneAreWrittenAsOneByOne() {
        trigger("lower", "BEFORE INSERT", "NEW.code := lower(NEW.code); RETURN NEW;");
        List<Parcel> given = List.of(
                new Parcel(null, "A", "first"), new Parcel(null, "b", "second"), new Parcel(null, "a", "third"));
        Bulk<Parcel> byCode = Bulk.defaults().onConflict(OnConflict.update(Parcel::code));
        for (int round = 0; round < 2; round++) {
            assertThat(run(relata.bulk(byCode).upsert(given)))
                    .extracting(Parcel::code, Parcel::note)
                    .containsExactly(tuple("b", "second"), tuple("a", "third"));
            assertThat(run(relata.bulk(byCode).upsert(Parcel.class, Flux.fromIterable(given))))
                    .containsExactly(2L);
            assertThat(count("parcels")).isEqualTo(2);
        }
        assertThat(run(relata.transactional(relata.bulk(byCode).upsert(given)))).hasSize(2);
        assertThat(run(relata.from(Parcel.class).values(Parcel::note))).containsExactlyInAnyOrder("second", "third");
    }

    @Test
    void rowsThatAPolicyKeepsFromBeingWrittenAreNotCalledGone() {
        List<Parcel> stored = run(relata.bulk().insert(drafts(2)));
        database.execute(
                "ALTER TABLE parcels ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE parcels FORCE ROW LEVEL SECURITY",
                "CREATE POLICY sees ON parcels FOR SELECT USING (true)",
                "CREATE POLICY writes ON parcels FOR UPDATE USING (code <> 'c1')",
                "CREATE ROLE clerk NOLOGIN",
                "GRANT ALL ON ALL TABLES IN SCHEMA public TO clerk");
        try {
            ConnectionPool clerks = TestDatabase.pool(database.connectionFactory(), 1);
            Mono<Void> asClerk = Mono.usingWhen(
                    clerks.create(),
                    connection -> Flux.from(
                                    connection.createStatement("SET ROLE clerk").execute())
                            .flatMap(Result::getRowsUpdated)
                            .then(),
                    Connection::close);
            run(asClerk);
            Relata other = Relata.builder()
                    .store(R2dbcStore.of(clerks))
                    .model(Parcel.class, Draft.class, Slip.class)
                    .build();
            for (Publisher<?> write : List.of(
                    other.update(stored.get(1)),
                    other.bulk().update(stored),
                    other.delete(stored.get(1)),
                    other.bulk().delete(stored))) {
                assertThatThrownBy(() -> run(write))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("row security policy");
            }
            clerks.dispose();
        } finally {
            database.execute("DROP OWNED BY clerk", "DROP ROLE clerk");
        }
    }

    @Test
    void manyUpdatesAreAnsweredAsStoredInTheOrderGiven() {
        List<Parcel> stored = run(relata.bulk().insert(drafts(3)));
        trigger("change", "BEFORE UPDATE", "NEW.note := NEW.note || ' of ' || NEW.code; RETURN NEW;");
        List<Parcel> given = new ArrayList<>();
        for (int i : new int[] {2, 0, 1, 0}) {
            given.add(new Parcel(stored.get(i).id(), "c" + i, "n" + given.size()));
        }
        assertThat(run(relata.bulk().update(given)))
                .extracting(Parcel::note)
                .containsExactly("n0 of c2", "n3 of c0", "n2 of c1");
    }

    @Test
    void whatATriggerRefusesAfterTheRowOrAtTheCommitLeavesNothing() {
        trigger("late", "AFTER INSERT OR UPDATE", "IF NEW.code = 'c1' THEN RAISE 'not that one'; END IF; RETURN NULL;");
        database.execute(
                """
                CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF NEW.code = 'c2' THEN RAISE 'nor that one'; END IF;
                    RETURN NULL;
                END $$
                """,
                "CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT OR UPDATE ON parcels DEFERRABLE INITIALLY DEFERRED"
                        + " FOR EACH ROW EXECUTE FUNCTION at_commit()");
        for (Publisher<?> write : List.of(
                relata.bulk().insert(drafts(2)),
                relata.bulk().insert(drafts(3).subList(2, 3)),
                relata.insert(drafts(3).get(2)),
                relata.upsert(drafts(3).get(2), Parcel::code),
                relata.bulk().insert(Parcel.class, Flux.fromIterable(drafts(700))),
                relata.bulk(Bulk.chunkSize(1))
                        .insert(List.of(drafts(1).get(0), drafts(3).get(2))))) {
            assertThatThrownBy(() -> run(write)).isInstanceOf(StoreException.class);
            assertThat(count("parcels")).isZero();
        }
    }

    /** What an AFTER trigger does with the row is a write that comes later; the answer is the row as it was written. */
    @Test
    void aTriggerThatMovesTheRowAfterwardsLetsTheWriteAnswerIt() {
        trigger(
                "move",
                "AFTER INSERT",
                "INSERT INTO others VALUES (NEW.id, NEW.code, NEW.note); DELETE FROM parcels WHERE id = NEW.id; RETURN NULL;");
        assertThat(run(relata.insert(drafts(1).get(0))))
                .extracting(Parcel::code)
                .containsExactly("c0");
        assertThat(run(relata.bulk().insert(drafts(3)))).hasSize(3);
        assertThat(count("parcels")).isZero();
        assertThat(count("others")).isEqualTo(4);
    }
}
