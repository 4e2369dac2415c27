package dev.relata.r2dbc.regression;

import static dev.relata.model.Relationships.hasOne;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.RelataException;
import dev.relata.model.Assignment;
import dev.relata.model.HasOne;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.model.OnUpdate;
import dev.relata.model.OneToMany;
import dev.relata.model.Table;
import dev.relata.model.Unique;
import dev.relata.model.Version;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.api.PostgresqlResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Every write under triggers that leave rows out, put them elsewhere or change them: a value says what another connection
 * sees, and an error means that nothing is there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TriggersIntegrationTest {

    @Table("shelf")
    record Shelf(@Id Long id, String name) {
        static final OneToMany<Shelf, Book> BOOKS = oneToMany(Shelf.class, Book::shelfId);
        static final HasOne<Shelf, Sign> SIGN = hasOne(Shelf.class, Sign::shelfId);
        static final ManyToMany<Shelf, Label> LABELS = manyToMany(Shelf.class, Label.class);
        static final ManyToManyThrough<Shelf, Label, Note> NOTES =
                manyToMany(Shelf.class, Label.class).through(Note::shelfId, Note::labelId);
    }

    @Table("book")
    record Book(
            @Id @Nullable Long id,
            @Unique String code,
            String title,
            @Nullable Long shelfId) {
        static final ManyToOne<Book, Shelf> SHELF =
                manyToOne(Book::shelfId, Shelf.class).optional();
    }

    @Table("volume")
    record Volume(
            @Id @Nullable Long id,
            @Unique String code,
            String title,
            @Version int version) {}

    @Table("sign")
    record Sign(@Id @Nullable Long id, @Unique @Nullable Long shelfId, String text) {}

    @Table("label")
    record Label(@Id Long id, String name) {}

    @Table("note")
    record Note(@Id Long shelfId, @Id Long labelId, String text) {}

    @Table("room")
    record Room(@Id Long id, String name) {}

    @Table("chair")
    record Chair(@Id Long id, @Nullable Long roomId) {
        static final ManyToOne<Chair, Room> ROOM =
                manyToOne(Chair::roomId, Room.class).optional().onDelete(OnDelete.SET_NULL);
    }

    @Table("lamp")
    record Lamp(@Id Long id, Long roomId) {
        static final ManyToOne<Lamp, Room> ROOM =
                manyToOne(Lamp::roomId, Room.class).onDelete(OnDelete.CASCADE);
    }

    @Table("town")
    record Town(@Id String code, String name) {}

    @Table("road")
    record Road(@Id Long id, String townCode) {
        static final ManyToOne<Road, Town> TOWN =
                manyToOne(Road::townCode, Town.class).onUpdate(OnUpdate.CASCADE);
    }

    /** Those that refer to others come first. */
    private static final List<String> TABLES =
            List.of("note", "sign", "book", "volume", "label", "shelf", "chair", "lamp", "room", "road", "town");
    /** No row goes or is changed by somebody else here. */
    private static final List<String> UNTRUE =
            List.of("gone", "has been changed", "have been changed", "not this owner's");

    private static final List<String> MOODS = List.of("keep", "skip", "redirect", "change");

    private final TestDatabase database = TestDatabase.create();
    private final ConnectionPool pool = TestDatabase.pool(database.connectionFactory(), 1);
    private Relata relata;
    private List<String> tables = List.of();
    private @Nullable PostgresqlConnection observer;
    private final List<String> failures = new ArrayList<>();

    TriggersIntegrationTest() {
        relata = Relata.builder()
                .store(R2dbcStore.of(pool))
                .model(
                        Shelf.class,
                        Book.class,
                        Volume.class,
                        Sign.class,
                        Label.class,
                        Note.class,
                        Room.class,
                        Chair.class,
                        Lamp.class,
                        Town.class,
                        Road.class)
                .build();
    }

    @BeforeAll
    void create() {
        observer = database.connectionFactory().create().block(Duration.ofSeconds(30));
        run(relata.schema().create());
        tables = database.query(
                "SELECT relname::text FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
                        + " ORDER BY 1",
                row -> Objects.requireNonNull(row.get(0, String.class)));
        database.execute(
                "CREATE UNLOGGED TABLE mood (op text, call int, name text)",
                "CREATE SEQUENCE call",
                "CREATE TABLE attic (op text, content text)",
                """
                CREATE FUNCTION moody() RETURNS trigger LANGUAGE plpgsql AS $$
                DECLARE
                    number int := nextval('call');
                    mood text := coalesce((SELECT m.name FROM mood m WHERE m.op = TG_OP AND m.call = number), 'keep');
                    content jsonb := to_jsonb(CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END);
                BEGIN
                    IF mood = 'redirect' THEN
                        INSERT INTO attic VALUES (TG_OP, content::text);
                    END IF;
                    IF mood IN ('redirect', 'skip') THEN
                        RETURN NULL;
                    END IF;
                    IF mood = 'change' AND TG_OP <> 'DELETE' AND content ? 'title' THEN
                        NEW.title := NEW.title || '!';
                        IF TG_OP = 'INSERT' THEN
                            NEW.code := NEW.code || '!';
                            NEW.id := NEW.id + 1000000;
                        END IF;
                    END IF;
                    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
                END $$
                """);
        for (String table : tables) {
            database.execute("CREATE TRIGGER moody BEFORE INSERT OR UPDATE OR DELETE ON " + table
                    + " FOR EACH ROW EXECUTE FUNCTION moody()");
        }
    }

    @BeforeEach
    void begin() {
        failures.clear();
    }

    private void fill(Map<String, String> moods) {
        List<String> statements = new ArrayList<>();
        statements.add("DELETE FROM mood; DELETE FROM attic; DELETE FROM " + junction());
        TABLES.forEach(table -> statements.add("DELETE FROM " + table));
        statements.add("INSERT INTO shelf VALUES (1, 'a'), (2, 'b')");
        statements.add("INSERT INTO label VALUES (1, 'x'), (2, 'y'), (3, 'z'), (4, 'w')");
        statements.add("INSERT INTO book VALUES (1, 'b1', 'one', 1), (2, 'b2', 'two', 1), (3, 'b3', 'three', 2),"
                + " (4, 'b4', 'four', NULL)");
        statements.add("INSERT INTO volume VALUES (1, 'v1', 'one', 3), (2, 'v2', 'two', 3), (3, 'v3', 'three', 3)");
        statements.add("INSERT INTO sign VALUES (1, 1, 'first'), (2, NULL, 'second')");
        statements.add("INSERT INTO note VALUES (1, 1, 'n')");
        statements.add("INSERT INTO room VALUES (1, 'a'), (2, 'b')");
        statements.add("INSERT INTO chair VALUES (1, 1), (2, 1), (3, 2)");
        statements.add("INSERT INTO lamp VALUES (1, 1), (2, 1), (3, 2)");
        statements.add("INSERT INTO town VALUES ('t1', 'a'), ('t2', 'b'), ('t3', 'c')");
        statements.add("INSERT INTO road VALUES (1, 't1'), (2, 't1'), (3, 't2')");
        statements.add("INSERT INTO " + junction() + " VALUES (1, 1)");
        moods.forEach((key, mood) -> statements.add(
                "INSERT INTO mood VALUES ('" + key.split(" ")[0] + "', " + key.split(" ")[1] + ", '" + mood + "')"));
        statements.add("ALTER SEQUENCE call RESTART");
        other(connection -> connection
                .createStatement(String.join("; ", statements))
                .execute()
                .flatMap(PostgresqlResult::getRowsUpdated)
                .then());
    }

    private String junction() {
        return tables.stream()
                .filter(table -> !TABLES.contains(table))
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    void close() {
        Object unused = Objects.requireNonNull(observer).close().block(Duration.ofSeconds(30));
        assertThat(unused).isNull();
        pool.dispose();
        database.close();
    }

    /** What the n-th call of the trigger does in a write of one row, for every write. */
    @Test
    void anAnswerIsWhatAnotherConnectionSees() {
        for (String operation : List.of("INSERT", "UPDATE", "DELETE")) {
            for (String mood : MOODS) {
                for (Case each : cases(new Random(7))) {
                    check(each, Map.of(operation + " 1", mood));
                }
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void randomTriggersAreTold() {
        randomTriggers(5);
    }

    @Test
    @Tag("soak")
    @Timeout(600)
    void manyRandomTriggersAreTold() {
        randomTriggers(100);
    }

    private void randomTriggers(int rounds) {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            for (Case each : cases(random)) {
                Map<String, String> moods = new TreeMap<>();
                for (String operation : List.of("INSERT", "UPDATE", "DELETE")) {
                    IntStream.rangeClosed(1, 4)
                            .filter(call -> random.nextInt(3) == 0)
                            .forEach(
                                    call -> moods.put(operation + " " + call, MOODS.get(random.nextInt(MOODS.size()))));
                }
                check(each, moods);
            }
        }
        assertThat(failures).isEmpty();
    }

    /** A write, and what its answer says. */
    private record Case(String name, Publisher<?> write, Consumer<Outcome> says) {}

    private record Outcome(List<?> answer, Map<String, List<String>> before, Map<String, List<String>> after) {

        long gone(String table) {
            List<String> left = new ArrayList<>(before.getOrDefault(table, List.of()));
            left.removeAll(after.getOrDefault(table, List.of()));
            return left.size();
        }

        long come(String table) {
            return after.getOrDefault(table, List.of()).size()
                    - before.getOrDefault(table, List.of()).size();
        }

        Object value() {
            return answer.get(0);
        }

        boolean holds(Object row) {
            return after.getOrDefault(row.getClass().getSimpleName().toLowerCase(), List.of())
                    .contains(text(row));
        }
    }

    private static String text(Object row) {
        if (row instanceof Book book) {
            return "(%d,%s,%s,%s)"
                    .formatted(book.id(), book.code(), book.title(), book.shelfId() == null ? "" : book.shelfId());
        }
        if (row instanceof Volume volume) {
            return "(%d,%s,%s,%d)".formatted(volume.id(), volume.code(), volume.title(), volume.version());
        }
        if (row instanceof Note note) {
            return "(%d,%d,%s)".formatted(note.shelfId(), note.labelId(), note.text());
        }
        Sign sign = (Sign) row;
        return "(%d,%s,%s)".formatted(sign.id(), sign.shelfId() == null ? "" : sign.shelfId(), sign.text());
    }

    private void check(Case each, Map<String, String> moods) {
        fill(moods);
        Map<String, List<String>> before = rows();
        String what = each.name() + " under " + moods;
        try {
            List<?> answer = Flux.from(each.write()).collectList().block(Duration.ofSeconds(120));
            assertThat(answer).isNotNull();
            try {
                each.says().accept(new Outcome(answer, before, rows()));
            } catch (AssertionError error) {
                failures.add(what + " answered " + answer + ": " + error.getMessage());
            }
        } catch (RelataException error) {
            if (!rows().equals(before)) {
                failures.add(what + " failed, and something was stored: " + error.getMessage());
            }
            if (!error.getMessage().contains("or a trigger")
                    && UNTRUE.stream().anyMatch(error.getMessage()::contains)) {
                failures.add(what + " failed for a reason that is none: " + error.getMessage());
            }
        } catch (RuntimeException error) {
            failures.add(what + " failed with " + error);
        }
    }

    private Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new TreeMap<>();
        List<String> all = new ArrayList<>(tables);
        all.add("attic");
        all.forEach(table -> rows.put(table, new ArrayList<>()));
        String sql = all.stream()
                .map(table -> "SELECT '" + table + "', t::text FROM " + table + " AS t")
                .collect(Collectors.joining(" UNION ALL ", "", " ORDER BY 1, 2"));
        other(connection -> connection
                .createStatement(sql)
                .execute()
                .flatMap(result ->
                        result.map((row, metadata) -> Objects.requireNonNull(rows.get(row.get(0, String.class)))
                                .add(Objects.requireNonNull(row.get(1, String.class)))))
                .then());
        return rows;
    }

    private void other(Function<PostgresqlConnection, Mono<Void>> work) {
        Object unused = work.apply(Objects.requireNonNull(observer)).block(Duration.ofSeconds(30));
        assertThat(unused).isNull();
    }

    private static <T> List<T> run(Publisher<T> publisher) {
        return Flux.from(publisher).collectList().blockOptional().orElseThrow();
    }

    private static Book draft(String code) {
        return new Book(null, code, "new", null);
    }

    private List<Case> cases(Random random) {
        Shelf shelf = new Shelf(1L, "a");
        Shelf other = new Shelf(2L, "b");
        Book first = new Book(1L, "b1", "changed", 1L);
        Book second = new Book(2L, "b2", "changed", 1L);
        Book free = new Book(4L, "b4", "four", null);
        Volume volume = new Volume(1L, "v1", "changed", 3);
        List<Label> labels = List.of(new Label(1L, "x"), new Label(2L, "y"), new Label(3L, "z"));
        List<Book> drafts = new ArrayList<>();
        IntStream.range(0, 1 + random.nextInt(4)).forEach(i -> drafts.add(draft("new" + i)));
        List<Book> mixed = new ArrayList<>(drafts);
        mixed.add(random.nextInt(mixed.size() + 1), new Book(null, "b2", "mixed", 2L));
        List<Volume> volumes = List.of(volume, new Volume(2L, "v2", "changed", 3), new Volume(9L, "v9", "new", 0));
        Consumer<Outcome> stored = outcome -> assertThat(outcome.answer())
                .isNotEmpty()
                .allMatch(outcome::holds)
                .doesNotHaveDuplicates();
        // These answer a copy of the row at hand, with the keys that they write.
        Consumer<Outcome> placed = outcome -> assertThat(outcome.after().get("book"))
                .anyMatch(row -> outcome.value() instanceof Book book
                        && row.startsWith("(" + book.id() + ",")
                        && row.endsWith("," + book.shelfId() + ")"));
        Bulk<Book> ignore = Bulk.defaults().onConflict(OnConflict.<Book>ignore(Book::code));
        Bulk<Book> small = Bulk.chunkSize(2).onConflict(OnConflict.<Book>update(Book::code));

        List<Case> cases = new ArrayList<>();
        cases.add(new Case("insert", relata.insert(draft("new")), stored));
        cases.add(new Case("insertMany", relata.bulk().insert(drafts), all(stored, drafts.size(), "book")));
        cases.add(new Case(
                "insertMany in chunks",
                relata.bulk(Bulk.chunkSize(2)).insert(drafts),
                all(stored, drafts.size(), "book")));
        cases.add(new Case(
                "insertMany counted",
                relata.bulk().insert(Book.class, Flux.fromIterable(drafts)),
                counted("book", drafts.size())));
        cases.add(new Case(
                "insertMany, leaving what is there",
                relata.bulk(ignore).insert(mixed),
                outcome -> assertThat(outcome.answer())
                        .hasSize((int) outcome.come("book"))
                        .allMatch(outcome::holds)));
        cases.add(new Case("upsert of a new row", relata.upsert(draft("new"), Book::code), stored));
        cases.add(new Case("upsert of a stored row", relata.upsert(first), stored));
        cases.add(new Case("upsert by a key", relata.upsert(new Book(null, "b1", "changed", 1L), Book::code), stored));
        cases.add(new Case("upsert of a version", relata.upsert(volume), stored));
        cases.add(new Case("upsert of a new version", relata.upsert(new Volume(9L, "v9", "new", 0)), stored));
        cases.add(new Case("upsertMany", relata.bulk(small).upsert(mixed), all(stored, mixed.size(), null)));
        cases.add(new Case("upsertMany of versions", relata.bulk().upsert(volumes), all(stored, 3, null)));
        cases.add(new Case(
                "upsertMany counted",
                relata.bulk().upsert(Volume.class, Flux.fromIterable(volumes)),
                outcome -> assertThat(outcome.answer())
                        .isEqualTo(List.of(outcome.gone("volume") + outcome.come("volume")))));
        cases.add(new Case("getOrCreate, new", relata.getOrCreate(draft("new"), Book::code), stored));
        cases.add(new Case("getOrCreate, there", relata.getOrCreate(draft("b1"), Book::code), stored));
        cases.add(new Case("updateOrCreate", relata.upsert(draft("new"), Book::code), stored));
        cases.add(new Case("update", relata.update(first), stored));
        cases.add(new Case("update of a version", relata.update(volume), stored));
        cases.add(new Case("updateMany", relata.bulk().update(List.of(first, second)), all(stored, 2, null)));
        cases.add(
                new Case("updateMany of versions", relata.bulk().update(volumes.subList(0, 2)), all(stored, 2, null)));
        cases.add(new Case(
                "updateMany counted",
                relata.bulk().update(Book.class, Flux.just(first, second)),
                outcome -> assertThat(outcome.answer()).isEqualTo(List.of(outcome.gone("book")))));
        cases.add(new Case("changeId", relata.changeId(new Book(1L, "b1", "one", 1L), 77L), placed));
        cases.add(new Case("delete", relata.delete(first), went("book")));
        cases.add(new Case("delete of a version", relata.delete(volume), went("volume")));
        cases.add(new Case("deleteMany", relata.bulk().delete(List.of(first, second)), deleted("book")));
        cases.add(new Case("deleteAll", relata.from(Book.class).deleteAll(), deleted("book")));
        cases.add(new Case(
                "update of all",
                relata.from(Book.class).update(Assignment.set(Book::title, "all")),
                outcome -> assertThat(outcome.answer()).isEqualTo(List.of(outcome.gone("book")))));
        Consumer<Outcome> emptied = outcome -> {
            assertThat(outcome.after().get("room")).containsExactly("(2,b)");
            assertThat(outcome.after().get("chair")).containsExactlyInAnyOrder("(1,)", "(2,)", "(3,2)");
            assertThat(outcome.after().get("lamp")).containsExactly("(3,2)");
        };
        cases.add(new Case("delete with what refers to it", relata.delete(new Room(1L, "a")), emptied));
        cases.add(new Case(
                "deleteAll with what refers to it",
                relata.from(Room.class).where(Room::name).eq("a").deleteAll(),
                emptied));
        cases.add(new Case("changeId with what refers to it", relata.changeId(new Town("t1", "a"), "t9"), outcome -> {
            assertThat(outcome.after().get("town")).contains("(t9,a)");
            assertThat(outcome.after().get("road")).contains("(1,t9)", "(2,t9)");
        }));
        cases.add(new Case(
                "changeId of what nothing refers to",
                relata.changeId(new Town("t3", "c"), "t9"),
                outcome -> assertThat(outcome.after().get("town")).contains("(t9,c)")));
        cases.add(new Case("set of a to-one", relata.on(free, Book.SHELF).set(other), placed));
        cases.add(new Case(
                "clear of a to-one",
                relata.on(first, Book.SHELF).clear(),
                outcome -> assertThat(outcome.after().get("book"))
                        .anyMatch(row -> row.startsWith("(1,") && row.endsWith(",)"))));
        cases.add(new Case("create", relata.on(shelf, Shelf.BOOKS).create(draft("new")), stored));
        cases.add(new Case(
                "createMany", relata.on(shelf, Shelf.BOOKS).createMany(drafts), all(stored, drafts.size(), "book")));
        cases.add(new Case(
                "createManyCount",
                relata.on(shelf, Shelf.BOOKS).createManyCount(drafts),
                counted("book", drafts.size())));
        cases.add(new Case("add of a child", relata.on(shelf, Shelf.BOOKS).add(free), placed));
        cases.add(new Case(
                "addMany of children",
                relata.on(other, Shelf.BOOKS).addMany(List.of(free, first)),
                outcome -> assertThat(outcome.answer()).isEqualTo(List.of(outcome.gone("book")))));
        cases.add(new Case(
                "remove of a child",
                relata.on(shelf, Shelf.BOOKS).remove(first),
                outcome -> assertThat(outcome.gone("book")).isEqualTo(1)));
        cases.add(new Case(
                "removeMany of children",
                relata.on(shelf, Shelf.BOOKS).removeMany(List.of(first, second)),
                outcome -> assertThat(outcome.answer()).isEqualTo(List.of(outcome.gone("book")))));
        cases.add(new Case(
                "moveAll",
                relata.on(shelf, Shelf.BOOKS).moveAll(other),
                outcome -> assertThat(outcome.answer()).isEqualTo(List.of(outcome.gone("book")))));
        cases.add(new Case(
                "set of children",
                relata.on(other, Shelf.BOOKS).set(List.of(free, first)),
                outcome -> assertThat(outcome.after().get("book"))
                        .filteredOn(row -> row.endsWith(",2)"))
                        .hasSize(2)));
        cases.add(new Case(
                "getOrCreate of a child", relata.on(shelf, Shelf.BOOKS).getOrCreate(draft("new"), Book::code), stored));
        cases.add(new Case(
                "updateOrCreate of a child",
                relata.on(shelf, Shelf.BOOKS).updateOrCreate(draft("new"), Book::code),
                stored));
        cases.add(new Case("set of a has-one", relata.on(shelf, Shelf.SIGN).set(new Sign(2L, null, "second")), stored));
        cases.add(new Case(
                "create of a has-one", relata.on(other, Shelf.SIGN).create(new Sign(null, null, "new")), stored));
        cases.add(new Case("add of a link", relata.on(shelf, Shelf.LABELS).add(labels.get(1)), linked(junction())));
        cases.add(new Case("addMany of links", relata.on(shelf, Shelf.LABELS).addMany(labels), linked(junction())));
        cases.add(new Case("addIds of links", relata.on(shelf, Shelf.LABELS).addIds(1L, 2L, 3L), linked(junction())));
        cases.add(new Case("remove of a link", relata.on(shelf, Shelf.LABELS).remove(labels.get(0)), went(junction())));
        cases.add(new Case(
                "removeMany of links", relata.on(shelf, Shelf.LABELS).removeMany(labels), deleted(junction())));
        cases.add(new Case(
                "set of links",
                relata.on(shelf, Shelf.LABELS).set(labels.subList(1, 3)),
                outcome -> assertThat(outcome.after().get(junction())).containsExactlyInAnyOrder("(1,2)", "(1,3)")));
        cases.add(new Case(
                "create of a target", relata.on(shelf, Shelf.LABELS).create(new Label(9L, "new")), outcome -> {
                    assertThat(outcome.after().get(junction())).contains("(1,9)");
                    assertThat(outcome.after().get("label")).contains("(9,new)");
                }));
        cases.add(
                new Case("add of a note", relata.on(shelf, Shelf.NOTES).add(labels.get(1), note("m")), linked("note")));
        cases.add(new Case("put of a note", relata.on(shelf, Shelf.NOTES).put(labels.get(0), note("m")), stored));
        cases.add(new Case("put of a new note", relata.on(shelf, Shelf.NOTES).put(labels.get(1), note("m")), stored));
        cases.add(new Case(
                "addMany of notes",
                relata.on(shelf, Shelf.NOTES).addMany(Map.of(labels.get(1), note("m"), labels.get(2), note("m"))),
                linked("note")));
        cases.add(new Case(
                "putMany of notes",
                relata.on(shelf, Shelf.NOTES).putMany(Map.of(labels.get(0), note("m"), labels.get(2), note("m"))),
                outcome ->
                        assertThat(outcome.answer()).isEqualTo(List.of(outcome.gone("note") + outcome.come("note")))));
        cases.add(new Case(
                "set of notes",
                relata.on(shelf, Shelf.NOTES).set(Map.of(labels.get(1), note("m"), labels.get(2), note("m"))),
                outcome -> assertThat(outcome.after().get("note")).containsExactlyInAnyOrder("(1,2,m)", "(1,3,m)")));
        return cases;
    }

    private static Assignment<Note> note(String text) {
        return Assignment.set(Note::text, text);
    }

    private static Consumer<Outcome> all(Consumer<Outcome> stored, int rows, @Nullable String table) {
        return stored.andThen(outcome -> {
            assertThat(outcome.answer()).hasSize(rows);
            if (table != null) {
                assertThat(outcome.come(table)).isEqualTo(rows);
            }
        });
    }

    private static Consumer<Outcome> counted(String table, long given) {
        return outcome -> {
            assertThat(outcome.value()).isEqualTo(outcome.come(table));
            assertThat(outcome.value()).isEqualTo(given);
        };
    }

    private static Consumer<Outcome> went(String table) {
        return outcome -> assertThat(outcome.value()).isEqualTo(outcome.gone(table) > 0);
    }

    private static Consumer<Outcome> deleted(String table) {
        return outcome -> assertThat(outcome.value()).isEqualTo(outcome.gone(table));
    }

    private static Consumer<Outcome> linked(String table) {
        return outcome -> assertThat(outcome.value() instanceof Boolean added ? (added ? 1L : 0L) : outcome.value())
                .isEqualTo(outcome.come(table));
    }
}
