package dev.relata.r2dbc;

import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import dev.relata.model.Table;
import dev.relata.query.Selection;
import java.time.Duration;

/**
 * Streams many owners with their children and prints how many children there were; for a JVM of its own:
 * {@code MillionGraphs <url> <seconds> [whole]}, where {@code whole} reads them all at once.
 */
public final class MillionGraphs {

    /** A table of so many owners, and a view in which each has three children of a hundred bytes. */
    static String[] create(long owners) {
        return new String[] {
            "CREATE TABLE owners AS SELECT i AS id, 'The name of owner number ' || i AS name"
                    + " FROM generate_series(1, " + owners + "::bigint) i",
            "ALTER TABLE owners ADD PRIMARY KEY (id)",
            "CREATE VIEW children AS SELECT 3 * o.id + i AS id, o.id AS owner_id,"
                    + " rpad('Child ' || i || ' of ' || o.id, 100, '.') AS text FROM owners o, generate_series(0, 2) i",
            "ANALYZE owners"
        };
    }

    @Table("owners")
    record Owner(@Id long id, String name) {
        static final OneToMany<Owner, Child> CHILDREN =
                oneToMany(Owner.class, Child::ownerId).orderBy(asc(Child::id));
    }

    @Table("children")
    record Child(@Id long id, long ownerId, String text) {}

    private MillionGraphs() {}

    public static void main(String[] arguments) {
        R2dbcStore store = R2dbcStore.builder().url(arguments[0]).maxSize(1).build();
        Relata relata =
                Relata.builder().store(store).model(Owner.class, Child.class).build();
        Selection<Owner> owners =
                relata.from(Owner.class).orderBy(asc(Owner::id)).fetch(Owner.CHILDREN);
        boolean whole = arguments.length > 2 && arguments[2].equals("whole");
        Long children = (whole ? owners.graphs() : owners.iterateGraphs())
                .map(graph -> graph.many(Owner.CHILDREN).stream()
                        .filter(child -> child.ownerId() == graph.root().id())
                        .count())
                .reduce(0L, Long::sum)
                .flatMap(count -> store.close().thenReturn(count))
                .block(Duration.ofSeconds(Long.parseLong(arguments[1])));
        System.out.println(children);
    }
}
