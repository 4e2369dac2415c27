package dev.relata.r2dbc.tenants;

import dev.relata.metamodel.TenantTypes;
import io.r2dbc.proxy.ProxyConnectionFactory;
import io.r2dbc.proxy.core.QueryExecutionInfo;
import io.r2dbc.proxy.listener.ProxyExecutionListener;
import io.r2dbc.spi.ConnectionFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;

/**
 * The statements, of those that a driver is given, that a cluster could not send to the rows of one tenant alone: new rows name it, every other
 * statement that reads or writes rows of a table compares it with a parameter. Thread-safe.
 */
public final class UnroutedStatements implements ProxyExecutionListener {

    private static final Pattern TABLES = Pattern.compile("(FROM|JOIN|UPDATE|INTO|COPY) \"");
    private static final Pattern NEW_ROWS =
            Pattern.compile("(INSERT INTO|COPY) \"[^(]*\\([^)]*\"" + TenantTypes.COLUMN + "\"");
    private static final Pattern TENANT = Pattern.compile("\"" + TenantTypes.COLUMN + "\" = \\$\\d+");

    private final Queue<String> statements = new ConcurrentLinkedQueue<>();

    /** A factory whose statements are looked at. */
    public ConnectionFactory watch(ConnectionFactory factory) {
        return ProxyConnectionFactory.builder(factory).listener(this).build();
    }

    @Override
    public void beforeQuery(QueryExecutionInfo execution) {
        execution.getQueries().stream()
                .map(query -> query.getQuery())
                .filter(text -> TABLES.matcher(text).find())
                .filter(text -> !text.contains("LIMIT 0"))
                .filter(text ->
                        !NEW_ROWS.matcher(text).find() && !TENANT.matcher(text).find())
                .forEach(statements::add);
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
