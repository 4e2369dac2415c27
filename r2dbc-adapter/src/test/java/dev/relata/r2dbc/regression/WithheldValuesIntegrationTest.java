package dev.relata.r2dbc.regression;

import static dev.relata.model.Assignment.set;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.model.Column;
import dev.relata.model.Id;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.spi.ExecutedStatement;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.api.PostgresqlException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** PostgreSQL repeats values in messages, in details and in contexts; errors show them only where that is asked for. */
class WithheldValuesIntegrationTest {

    record Guest(
            @Id String id,
            @Nullable String name,
            @Column(type = "bit varying(64)") @Nullable String bits,
            @Column(type = "jsonb") @Nullable String facts,
            int age) {}

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MARKER = "mark" + Long.toHexString(new Random().nextLong());

    /** What the database itself says of each, without the values. */
    private static final Map<String, String> SAID = new LinkedHashMap<>();

    private static final Map<String, Function<Relata, Publisher<?>>> CALLS = new LinkedHashMap<>();
    private static final Queue<ExecutedStatement> SENT = new ConcurrentLinkedQueue<>();

    private static TestDatabase database;
    private static ConnectionPool pool;

    @BeforeAll
    static void create() {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE guests (id text PRIMARY KEY, name text UNIQUE, bits bit varying(64), facts jsonb,"
                        + " age int NOT NULL, CONSTRAINT grown CHECK (age >= 18), EXCLUDE USING btree (bits WITH =))",
                "CREATE TYPE mood AS ENUM ('CALM', 'WILD')",
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
                        + " IF NEW.name LIKE '%raised' THEN RAISE EXCEPTION 'no % here', NEW.name USING DETAIL = NEW.id; END IF;"
                        + " IF NEW.name LIKE '%disguised' THEN RAISE EXCEPTION 'no % here', NEW.name"
                        + " USING ERRCODE = '23514', DETAIL = 'Key (' || NEW.id || ')', CONSTRAINT = 'disguise'; END IF;"
                        + " RETURN NEW; END $$",
                "CREATE TRIGGER refuse BEFORE INSERT ON guests FOR EACH ROW EXECUTE FUNCTION refuse()",
                "INSERT INTO guests VALUES ('" + MARKER + "', '" + MARKER + "', '101', NULL, 20)");
        pool = database.pool(1);
        writes();
        texts();
    }

    @AfterAll
    static void drop() {
        pool.dispose();
        database.close();
    }

    private static Guest guest(String name, int age) {
        return new Guest(MARKER + " new", name, null, null, age);
    }

    private static void call(String name, String said, Function<Relata, Publisher<?>> call) {
        CALLS.put(name, call);
        SAID.put(name, said);
    }

    private static void writes() {
        call(
                "a row with the id",
                "violates unique constraint \"guests_pkey\" (Key (id)=(…) already exists.)",
                relata -> relata.insert(new Guest(MARKER, null, null, null, 20)));
        call(
                "a row with the name",
                "violates unique constraint \"guests_name_key\" (Key (name)=(…) already exists.)",
                relata -> relata.insert(guest(MARKER, 20)));
        call(
                "a row that a check refuses",
                "violates check constraint \"grown\" (Failing row contains (…).)",
                relata -> relata.insert(guest("b", 3)));
        call(
                "a row that an exclusion refuses",
                "conflicting key value violates exclusion constraint",
                relata -> relata.insert(new Guest(MARKER + " new", null, "101", null, 20)));
        call(
                "a copied row that a check refuses",
                "violates check constraint \"grown\"",
                relata -> relata.bulk().insert(copied(new Guest(MARKER + "x", MARKER + "x", null, null, 3))));
        call(
                "a copied row that is there",
                "violates unique constraint",
                relata -> relata.bulk().insert(copied(new Guest(MARKER, null, null, null, 20))));
        call(
                "a message of a trigger",
                "refused the statement: … [SQLSTATE P0001] (…)",
                relata -> relata.insert(guest(MARKER + " raised", 20)));
        call(
                "a message of a trigger under another SQLSTATE",
                "refused the row: … [SQLSTATE 23514] (…)",
                relata -> relata.insert(guest(MARKER + " disguised", 20)));
        call(
                "a JSON that is none",
                "invalid input syntax for type json (…)",
                relata -> relata.from(Guest.class)
                        .where(Guest::id)
                        .eq(MARKER)
                        .update(set(Guest::facts, "{\"" + MARKER + "\": " + MARKER + "}")));
    }

    private static List<Guest> copied(Guest last) {
        List<Guest> rows = new ArrayList<>(IntStream.range(0, 3000)
                .mapToObj(i -> new Guest(MARKER + i, MARKER + i, null, null, 20))
                .toList());
        rows.add(last);
        return rows;
    }

    private static void texts() {
        call("no number", "invalid input syntax for type integer: …", sql("SELECT $1::text::int::text AS id"));
        call("no UUID", "invalid input syntax for type uuid: …", sql("SELECT $1::text::uuid::text AS id"));
        call("no constant", "invalid input value for enum mood: …", sql("SELECT $1::text::mood::text AS id"));
        call("no date", "invalid input syntax for type date: …", sql("SELECT $1::text::date::text AS id"));
        call("no JSON", "invalid input syntax for type json (…)", sql("SELECT $1::text::jsonb::text AS id"));
        call(
                "no path",
                "of jsonpath input",
                sql("SELECT jsonb_path_exists('{}', ($1::text || ' ( ' || $1::text)::jsonpath)::text AS id"));
        call(
                "no words",
                "syntax error in tsquery: …",
                sql("SELECT to_tsquery('english', $1::text || ' ' || $1::text)::text AS id"));
        call(
                "no configuration",
                "text search configuration",
                sql("SELECT to_tsvector($1::text::regconfig, 'a')::text AS id"));
        call("no bits", "… is not a valid binary digit", sql("SELECT $1::text::bit varying::text AS id"));
        call("no array", "malformed array literal: …", sql("SELECT ($1::text)::int[]::text AS id"));
        call("no range", "malformed range literal: …", sql("SELECT ($1::text)::int4range::text AS id"));
    }

    private static Function<Relata, Publisher<?>> sql(String text) {
        return relata -> R2dbcStore.sql(relata, text, MARKER).values(String.class);
    }

    private static Relata relata(boolean values) {
        return Relata.builder()
                .store(R2dbcStore.builder()
                        .connectionFactory(pool)
                        .listener(SENT::add)
                        .build())
                .model(Guest.class)
                .valuesInErrors(values)
                .build();
    }

    private static RelataException error(Relata relata, Function<Relata, Publisher<?>> call) {
        return (RelataException) Flux.from(call.apply(relata))
                .then()
                .cast(Throwable.class)
                .onErrorResume(Mono::just)
                .block(PATIENCE);
    }

    private static String text(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    @Test
    void whatPostgresqlSaysIsShownWithoutValues() {
        Relata relata = relata(false);
        SENT.clear();
        CALLS.forEach((name, call) -> {
            RelataException error = error(relata, call);
            assertThat(error).as(name).isInstanceOf(StoreException.class).hasMessageContaining(SAID.get(name));
            assertThat(text(error)).as(name).doesNotContain(MARKER);
            assertThat(error.originalCause()).as(name).isInstanceOf(PostgresqlException.class);
            assertThat(error.getCause()).as(name).isNotInstanceOf(PostgresqlException.class);
            assertThat(error.getCause().getMessage()).as(name).contains("io.r2dbc.postgresql.");
            assertThat(error.getCause().getStackTrace())
                    .as(name)
                    .isEqualTo(error.originalCause().getStackTrace());
        });
        assertThat(SENT).anyMatch(statement -> statement.error() != null).allSatisfy(statement -> {
            assertThat(statement.toString()).doesNotContain(MARKER);
            assertThat(statement.error() == null ? "" : text(statement.error())).doesNotContain(MARKER);
        });
    }

    @Test
    void whatPostgresqlSaysIsShownWholeWhereThatIsAskedFor() {
        Relata relata = relata(true);
        CALLS.forEach((name, call) -> {
            RelataException error = error(relata, call);
            assertThat(error).as(name).isInstanceOf(StoreException.class);
            assertThat(error.getCause()).as(name).isInstanceOf(PostgresqlException.class);
            PostgresqlException driver = (PostgresqlException) error.getCause();
            assertThat(error)
                    .as(name)
                    .hasMessageContaining(driver.getErrorDetails().getMessage());
            driver.getErrorDetails()
                    .getDetail()
                    .ifPresent(detail -> assertThat(error).hasMessageContaining(detail));
        });
    }

    /** Constraint, code and reason are data of the error. */
    @Test
    void whatAProgramNeedsStaysReadable() {
        ConstraintViolationException error =
                (ConstraintViolationException) error(relata(false), CALLS.get("a row that a check refuses"));
        assertThat(error.constraint()).isEqualTo("grown");
        assertThat(error.code()).isEqualTo("23514");
        assertThat(error.messageWithValues()).contains(MARKER);
    }
}
