package dev.relata.benchmarks.growth;

import dev.relata.benchmarks.Event;
import dev.relata.benchmarks.peer.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The tables that are read, and what is in them. */
final class GrowthTables {

    static final String CHILDREN = "relata_benchmark_children";
    static final String NODES = "relata_benchmark_nodes";

    /** Nodes below each node of a tree. */
    static final int BELOW = 6;

    private static final int LEVELS = 6;

    private GrowthTables() {}

    /**
     * Makes the tables and fills them; blocks.
     *
     * @param database an empty one
     * @param events how many events
     * @param children how many of each owner, whose keys are those of the list
     */
    static void create(Database database, int events, List<Integer> children) {
        List<String> statements = new ArrayList<>(List.of(
                "CREATE TABLE " + Event.TABLE
                        + " (id bigint PRIMARY KEY, owner_id bigint NOT NULL, title text NOT NULL,"
                        + " pages int NOT NULL, created_at timestamptz NOT NULL)",
                "INSERT INTO " + Event.TABLE + " SELECT i, i % 1000 * 7919, 'The title of event number ' || i,"
                        + " i % 997, timestamptz '2020-01-01 00:00:00Z' + i * interval '61.000001 seconds'"
                        + " FROM generate_series(1, " + events + ") i",
                "CREATE TABLE " + CHILDREN + " (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
                        + " owner_id bigint NOT NULL, title text NOT NULL)",
                "CREATE TABLE " + NODES + " (id bigint PRIMARY KEY, parent_id bigint NOT NULL)",
                // The nodes of a tree by rows: those below node n are 6 n - 4 to 6 n + 1.
                "INSERT INTO " + NODES + " SELECT i, (i + " + (BELOW - 2) + ") / " + BELOW + " FROM generate_series(1, "
                        + nodes() + ") i"));
        for (int owner = 0; owner < children.size(); owner++) {
            statements.add("INSERT INTO " + CHILDREN + " (owner_id, title) SELECT " + owner
                    + ", 'The title of child number ' || i FROM generate_series(1, " + children.get(owner) + ") i");
        }
        statements.add("CREATE INDEX ON " + CHILDREN + " (owner_id)");
        statements.add("CREATE INDEX ON " + NODES + " (parent_id)");
        statements.add("VACUUM ANALYZE " + Event.TABLE + ", " + CHILDREN + ", " + NODES);
        run(database, statements);
    }

    private static int nodes() {
        int nodes = 0;
        for (int level = 0, width = 1; level < LEVELS; level++, width *= BELOW) {
            nodes += width;
        }
        return nodes;
    }

    private static void run(Database database, List<String> statements) {
        try (Connection connection = database.jdbc();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                boolean unused = statement.execute(sql);
            }
        } catch (SQLException failure) {
            throw new IllegalStateException("cannot make the tables", failure);
        }
    }
}
