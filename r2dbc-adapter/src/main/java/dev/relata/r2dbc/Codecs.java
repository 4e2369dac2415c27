package dev.relata.r2dbc;

import dev.relata.r2dbc.internal.codec.NullMarker;
import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.row.ArrayReader;
import dev.relata.r2dbc.internal.row.ColumnCodec;
import dev.relata.r2dbc.internal.row.RowForms;
import dev.relata.r2dbc.internal.row.RowReader;
import dev.relata.r2dbc.internal.row.RowShape;
import dev.relata.r2dbc.internal.sql.statement.Bind;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.spi.StatementKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** Binds the values of rendered statements and reads their rows; keeps one codec for each type. Thread-safe. */
final class Codecs {

    private final JsonMapper json;
    private final RowForms forms;
    private final Map<SqlType, ColumnCodec> known = new ConcurrentHashMap<>();

    Codecs(JsonMapper json, RowForms forms) {
        this.json = json;
        this.forms = forms;
    }

    /**
     * Binds the values; throws {@link dev.relata.error.InvalidValueException} for one that cannot be stored, {@link
     * dev.relata.error.RefusedException} for more than a statement takes.
     */
    Command command(String label, Sql sql, StatementKind kind) {
        StatementLimits.checkNumber(label, sql.binds().size());
        List<Object> bound = marked(marker -> bound(sql.binds(), marker));
        StatementLimits.checkSize(label, bound);
        return new Command(label, sql.text(), bound, kind);
    }

    /** Throws {@link dev.relata.error.InvalidValueException} for a value that has no form in PostgreSQL; nulls within it have one. */
    void check(SqlType type, Object value) {
        marked(marker -> codec(type).bind(value, marker));
    }

    /** Binds with the first marker that equals none of the elements. */
    private static <T> T marked(Function<NullMarker, T> binding) {
        NullMarker marker = NullMarker.FIRST;
        while (true) {
            try {
                return binding.apply(marker);
            } catch (NullMarker.TakenException taken) {
                marker = marker.next();
            }
        }
    }

    RowReader reader(Sql sql) {
        return forms.reader(sql.form(), shape(sql), !sql.binds().isEmpty());
    }

    RowReader cursorReader(Sql sql) {
        return forms.cursorReader(sql.form(), shape(sql));
    }

    ArrayReader arrayReader(Sql sql) {
        return forms.arrayReader(shape(sql));
    }

    private RowShape shape(Sql sql) {
        return new RowShape(sql.columns().stream().map(this::codec).toList(), sql.first());
    }

    ColumnCodec codec(SqlType type) {
        return known.computeIfAbsent(type, this::create);
    }

    private List<Object> bound(List<Bind> binds, NullMarker marker) {
        return binds.stream().map(bind -> bound(bind, marker)).toList();
    }

    private Object bound(Bind bind, NullMarker marker) {
        ColumnCodec codec = codec(bind.type());
        return switch (bind.form()) {
            case PLAIN -> codec.bind(bind.value(), null);
            case MARKED -> codec.bind(bind.value(), marker);
            case ARRAY -> codec.bindArray(bind.values(), null);
            case MARKED_ARRAY -> codec.bindArray(bind.values(), marker);
            case MARKER -> codec.bind(marker.text(), null);
        };
    }

    private ColumnCodec create(SqlType type) {
        ColumnCodec codec = type.isSortKey()
                ? ColumnCodec.sortKey(type.pgType())
                : ColumnCodec.of(type.javaType(), type.pgType(), json);
        return type.name().isEmpty() ? codec : codec.named(type.name());
    }
}
