package dev.relata.r2dbc.tenants;

import dev.relata.metamodel.TenantTypes;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/**
 * The statements, of those that a store tells of, that a cluster could not send to the rows of one tenant alone: new rows name it, every other
 * statement that reads or writes rows of a table compares it with a parameter. Thread-safe.
 */
public final class UnroutedStatements implements StatementListener {

    private static final Pattern TABLES = Pattern.compile("(FROM|JOIN|UPDATE|INTO|COPY) \"");
    private static final Pattern NEW_ROWS =
            Pattern.compile("(INSERT INTO|COPY) \"[^(]*\\([^)]*\"" + TenantTypes.COLUMN + "\"");
    private static final Pattern TENANT = Pattern.compile("\"" + TenantTypes.COLUMN + "\" = \\$\\d+");

    private final Queue<String> statements = new ConcurrentLinkedQueue<>();

    /** A question about the pages of a table, before it is read in parallel, reads no rows. */
    private static boolean isRouted(String text) {
        return !TABLES.matcher(text).find()
                || NEW_ROWS.matcher(text).find()
                || TENANT.matcher(text).find()
                || text.contains("pg_export_snapshot()");
    }

    @Override
    public void onStatement(ExecutedStatement statement) {
        if (!isRouted(statement.text())) {
            statements.add(statement.text());
        }
    }

    /** Answers and forgets what was seen. */
    public List<String> taken() {
        List<String> taken = new ArrayList<>();
        for (String one = statements.poll(); one != null; one = statements.poll()) {
            taken.add(one);
        }
        return taken;
    }
}
