package dev.relata.r2dbc;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.model.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Deletes the root of a cascade of five levels and prints the statements and the milliseconds that it took; for a JVM of its
 * own: {@code DeepCascade <url>}.
 */
public final class DeepCascade {

    /** The root, and four levels of as many rows below it, none of whose keys cascades in the database. */
    static String[] create(long rowsOfALevel) {
        List<String> statements = new ArrayList<>();
        statements.add("CREATE TABLE level0 (id bigint PRIMARY KEY)");
        statements.add("INSERT INTO level0 VALUES (1), (2)");
        IntStream.rangeClosed(1, 4).forEach(level -> {
            String above = "level" + (level - 1);
            String parent = level == 1 ? "1" : "i";
            statements.add("CREATE TABLE level" + level
                    + " (id bigint PRIMARY KEY, parent_id bigint NOT NULL REFERENCES " + above + ")");
            statements.add("INSERT INTO level" + level + " SELECT i, " + parent + " FROM generate_series(1, "
                    + rowsOfALevel + ") i");
            statements.add("CREATE INDEX ON level" + level + " (parent_id)");
        });
        return statements.toArray(String[]::new);
    }

    @Table("level0")
    record Level0(@Id @Nullable Long id) {}

    @Table("level1")
    record Level1(@Id @Nullable Long id, Long parentId) {
        static final ManyToOne<Level1, Level0> PARENT =
                manyToOne(Level1::parentId, Level0.class).onDelete(OnDelete.CASCADE);
    }

    @Table("level2")
    record Level2(@Id @Nullable Long id, Long parentId) {
        static final ManyToOne<Level2, Level1> PARENT =
                manyToOne(Level2::parentId, Level1.class).onDelete(OnDelete.CASCADE);
    }

    @Table("level3")
    record Level3(@Id @Nullable Long id, Long parentId) {
        static final ManyToOne<Level3, Level2> PARENT =
                manyToOne(Level3::parentId, Level2.class).onDelete(OnDelete.CASCADE);
    }

    @Table("level4")
    record Level4(@Id @Nullable Long id, Long parentId) {
        static final ManyToOne<Level4, Level3> PARENT =
                manyToOne(Level4::parentId, Level3.class).onDelete(OnDelete.CASCADE);
    }

    private DeepCascade() {}

    public static void main(String[] arguments) {
        AtomicInteger statements = new AtomicInteger();
        R2dbcStore store = R2dbcStore.builder()
                .url(arguments[0])
                .maxSize(1)
                .listener(statement -> statements.addAndGet(statement.kind().counts() ? 1 : 0))
                .build();
        Relata relata = Relata.builder()
                .store(store)
                .model(Level0.class, Level1.class, Level2.class, Level3.class, Level4.class)
                .build();
        long started = System.nanoTime();
        Boolean deleted = relata.delete(new Level0(1L)).block(Duration.ofSeconds(50));
        long millis = (System.nanoTime() - started) / 1_000_000;
        System.out.println(deleted + ", statements: " + statements + ", ms: " + millis);
        store.close().block(Duration.ofSeconds(5));
    }
}
