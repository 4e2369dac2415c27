package dev.relata.r2dbc;

import dev.relata.query.Explain;
import dev.relata.query.ExplainedStatement;
import dev.relata.query.ExplainedStatement.Parameter;
import dev.relata.r2dbc.internal.exec.SqlSession;
import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.sql.statement.Bind;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.spi.KeyBatch;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A rendered read as users are told it. Immutable.
 *
 * @param sql the statement, with its values
 * @param text the text as it is sent
 * @param batch the keys among the values, or null where there are none
 */
record ExplainedSql(Sql sql, String text, @Nullable KeyBatch batch) {

    /** Asks the server for the plan, under the values of the command. */
    Mono<ExplainedStatement> planned(Explain how, SqlSession session, Command command) {
        String explain = how.depth() == Explain.Depth.PLANS ? "EXPLAIN " : "EXPLAIN (ANALYZE, BUFFERS) ";
        Command explaining = new Command(command.label(), explain + text, command.binds(), command.kind());
        return session.<String>rows(explaining, row -> String.valueOf(row.get(0)))
                .collect(Collectors.joining("\n"))
                .map(plan -> statement(how, plan));
    }

    ExplainedStatement statement(Explain how, @Nullable String plan) {
        List<Parameter> parameters =
                sql.binds().stream().map(bind -> parameter(bind, how.values())).toList();
        return new ExplainedStatement(text, parameters, plan);
    }

    private Parameter parameter(Bind bind, boolean shown) {
        if (bind.form() == Bind.Form.MARKER) {
            return new Parameter("text", "the mark of nulls within arrays", 1, false, null);
        }
        String type = bind.type().pgType().name() + (bind.array() ? "[]" : "");
        String value = bind.array() ? bind.values().toString() : String.valueOf(bind.value());
        return new Parameter(type, bind.type().name(), bind.values().size(), isOfKeys(bind), shown ? value : null);
    }

    /** Whether the values are those of one component of the keys: the same objects, of an attribute. */
    private boolean isOfKeys(Bind bind) {
        if (batch == null
                || bind.type().name().isEmpty()
                || bind.array() != batch.keys().size() > 1) {
            return false;
        }
        return batch.keys().size() == bind.values().size()
                && batch.keys().get(0).stream()
                        .anyMatch(component -> component == bind.values().get(0));
    }
}
