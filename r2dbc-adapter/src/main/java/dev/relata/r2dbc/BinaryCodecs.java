package dev.relata.r2dbc;

import dev.relata.r2dbc.internal.codec.NullMarker;
import dev.relata.r2dbc.internal.dialect.TypeForms;
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

/** The values of PostgreSQL's driver, in binary where that pays; keeps one codec for each type. */
final class BinaryCodecs implements Codecs {

    private final JsonMapper json;
    private final RowForms forms;
    private final TypeForms types;
    private final Map<SqlType, ColumnCodec> known = new ConcurrentHashMap<>();

    BinaryCodecs(JsonMapper json, RowForms forms, TypeForms types) {
        this.json = json;
        this.types = types;
        this.forms = forms;
    }

    @Override
    public Command command(String label, Sql sql, StatementKind kind) {
        StatementLimits.checkNumber(label, sql.binds().size(), types);
        List<Object> bound = marked(marker -> bound(sql.binds(), marker));
        StatementLimits.checkSize(label, bound);
        return new Command(label, sql.text(), bound, kind);
    }

    @Override
    public void checkType(SqlType type) {
        codec(type);
    }

    @Override
    public void check(SqlType type, Object value) {
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

    @Override
    public RowReader reader(Sql sql) {
        return forms.reader(sql.form(), shape(sql), !sql.binds().isEmpty());
    }

    @Override
    public RowReader cursorReader(Sql sql) {
        return forms.cursorReader(sql.form(), shape(sql));
    }

    @Override
    public ArrayReader arrayReader(Sql sql) {
        return forms.arrayReader(shape(sql));
    }

    private RowShape shape(Sql sql) {
        return new RowShape(sql.columns().stream().map(this::codec).toList(), sql.first());
    }

    private ColumnCodec codec(SqlType type) {
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
            case ROWS -> throw new IllegalStateException("rows travel as arrays at this driver");
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
