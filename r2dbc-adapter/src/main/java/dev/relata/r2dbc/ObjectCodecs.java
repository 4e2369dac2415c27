package dev.relata.r2dbc;

import dev.relata.error.RefusedException;
import dev.relata.r2dbc.internal.codec.PlainCodecs;
import dev.relata.r2dbc.internal.dialect.TypeForms;
import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.row.ArrayReader;
import dev.relata.r2dbc.internal.row.PlainColumn;
import dev.relata.r2dbc.internal.row.PlainReader;
import dev.relata.r2dbc.internal.row.RowReader;
import dev.relata.r2dbc.internal.sql.statement.Bind;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.spi.StatementKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/** The values of drivers that take and give objects; keeps one column for each type. */
final class ObjectCodecs implements Codecs {

    private final JsonMapper json;
    private final TypeForms forms;
    private final Map<SqlType, PlainColumn> known = new ConcurrentHashMap<>();

    ObjectCodecs(JsonMapper json, TypeForms forms) {
        this.json = json;
        this.forms = forms;
    }

    @Override
    public Command command(String label, Sql sql, StatementKind kind) {
        StatementLimits.checkNumber(label, sql.binds().size(), forms);
        List<Object> bound = sql.binds().stream().map(this::bound).toList();
        return new Command(label, sql.text(), bound, kind);
    }

    private Object bound(Bind bind) {
        PlainColumn column = column(bind.type());
        return switch (bind.form()) {
            case PLAIN -> column.bind(bind.value());
            case ARRAY -> column.bindArray(limited(bind.values()));
            case ROWS -> rows(bind);
            case MARKED, MARKED_ARRAY, MARKER ->
                throw new IllegalStateException("nulls travel as themselves at this driver");
        };
    }

    /** Rows as one JSON text: an array of arrays. */
    private String rows(Bind rows) {
        List<Bind> columns = rows.values().stream()
                .filter(Bind.class::isInstance)
                .map(Bind.class::cast)
                .toList();
        List<PlainColumn> types =
                columns.stream().map(bind -> column(bind.type())).toList();
        StringBuilder text = new StringBuilder("[");
        for (int row = 0; row < columns.get(0).values().size(); row++) {
            text.append(row == 0 ? "[" : ", [");
            for (int i = 0; i < columns.size(); i++) {
                text.append(i == 0 ? "" : ", ")
                        .append(types.get(i).json(columns.get(i).values().get(row)));
            }
            text.append(']');
        }
        return text.append(']').toString();
    }

    private <V> List<V> limited(List<V> values) {
        if (values.size() > forms.mostElements()) {
            throw new RefusedException(String.format(
                    Locale.ROOT,
                    "%,d values in one request, and arrays of %s have %,d: write fewer rows in a chunk, or split the request",
                    values.size(),
                    forms.name(),
                    forms.mostElements()));
        }
        return values;
    }

    @Override
    public void checkType(SqlType type) {
        column(type);
    }

    @Override
    public void check(SqlType type, Object value) {
        column(type).bind(value);
    }

    @Override
    public RowReader reader(Sql sql) {
        return new PlainReader(sql.columns().stream().map(this::column).toList(), sql.first());
    }

    @Override
    public RowReader cursorReader(Sql sql) {
        return reader(sql);
    }

    @Override
    public ArrayReader arrayReader(Sql sql) {
        throw new IllegalStateException("this driver answers no arrays of rows");
    }

    private PlainColumn column(SqlType type) {
        return known.computeIfAbsent(type, this::create);
    }

    private PlainColumn create(SqlType type) {
        return new PlainColumn(
                forms,
                type.pgType(),
                type.name(),
                type.isSortKey()
                        ? PlainCodecs.sortKeys(type.pgType())
                        : PlainCodecs.of(type.javaType(), type.pgType(), json));
    }
}
