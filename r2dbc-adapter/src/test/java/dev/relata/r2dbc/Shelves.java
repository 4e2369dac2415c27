package dev.relata.r2dbc;

import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.Relata;
import dev.relata.RelataBuilder;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.Table;
import dev.relata.spi.ExecutedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** 50,000 volumes, each with a writer, a house and a city of its own, so that no lookup is saved by luck. */
final class Shelves implements AutoCloseable {

    static final int VOLUMES = 50_000;

    @Table("volumes")
    record Volume(@Id @Nullable Long id, Long writerId, String title) {
        static final ManyToOne<Volume, Writer> WRITER = manyToOne(Volume::writerId, Writer.class);
    }

    @Table("writers")
    record Writer(@Id @Nullable Long id, Long houseId, String name) {
        static final ManyToOne<Writer, House> HOUSE = manyToOne(Writer::houseId, House.class);
        static final OneToMany<Writer, Volume> VOLUMES = oneToMany(Writer.class, Volume::writerId);
    }

    @Table("houses")
    record House(@Id @Nullable Long id, Long cityId, String name) {
        static final ManyToOne<House, City> CITY = manyToOne(House::cityId, City.class);
    }

    @Table("cities")
    record City(@Id @Nullable Long id, String name) {}

    private static final String[] TABLES = {
        "CREATE TABLE cities (id bigint PRIMARY KEY, name text NOT NULL)",
        "CREATE TABLE houses (id bigint PRIMARY KEY, city_id bigint NOT NULL, name text NOT NULL)",
        "CREATE TABLE writers (id bigint PRIMARY KEY, house_id bigint NOT NULL, name text NOT NULL)",
        "CREATE TABLE volumes (id bigint PRIMARY KEY, writer_id bigint NOT NULL, title text NOT NULL)",
        "INSERT INTO cities SELECT i, 'city ' || i FROM generate_series(1, " + VOLUMES + ") AS i",
        "INSERT INTO houses SELECT i, i, 'house ' || i FROM generate_series(1, " + VOLUMES + ") AS i",
        "INSERT INTO writers SELECT i, i, 'writer ' || i FROM generate_series(1, " + VOLUMES + ") AS i",
        "INSERT INTO volumes SELECT i, i, 'volume ' || i FROM generate_series(1, " + VOLUMES + ") AS i",
        "CREATE INDEX ON volumes (writer_id)",
        "ANALYZE"
    };

    private final TestDatabase database = TestDatabase.create();
    private final Queue<ExecutedStatement> executed = new ConcurrentLinkedQueue<>();
    private final List<R2dbcStore> opened = new ArrayList<>();

    Shelves() {
        database.execute(TABLES);
    }

    TestDatabase database() {
        return database;
    }

    /** A front door with a pool of its own. */
    Relata relata(int connections, Duration acquireTimeout, UnaryOperator<RelataBuilder> options) {
        R2dbcStore store = R2dbcStore.builder()
                .host(database.host())
                .port(database.port())
                .database(database.name())
                .username(database.user())
                .password(database.password())
                .maxSize(connections)
                .acquireTimeout(acquireTimeout)
                .listener(executed::add)
                .build();
        opened.add(store);
        return options.apply(Relata.builder().store(store).model(Volume.class, Writer.class, House.class, City.class))
                .build();
    }

    Relata relata(int connections) {
        return relata(connections, Duration.ofSeconds(120), builder -> builder);
    }

    /** How many statements that count were sent since the last call, of those with the label. */
    long statements(String label) {
        long count = executed.stream()
                .filter(statement -> statement.kind().counts())
                .filter(statement -> statement.label().equals(label))
                .count();
        executed.clear();
        return count;
    }

    long statements() {
        long count =
                executed.stream().filter(statement -> statement.kind().counts()).count();
        executed.clear();
        return count;
    }

    static List<Volume> volumes(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(i -> new Volume(i, i, "volume " + i))
                .toList();
    }

    @Override
    public void close() {
        opened.forEach(store -> store.close().block(Duration.ofSeconds(20)));
        database.close();
    }
}
