package dev.relata.r2dbc;

import dev.relata.error.RefusedException;
import dev.relata.r2dbc.exec.Command;
import dev.relata.r2dbc.row.ColumnCodec;
import dev.relata.r2dbc.row.RecordReader;
import dev.relata.r2dbc.sql.Bind;
import dev.relata.r2dbc.sql.Sql;
import dev.relata.r2dbc.sql.ValueType;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/** Binds the values of rendered statements and reads their answers; keeps one codec for each type. Thread-safe. */
final class Codecs {

    /** The protocol counts parameters in 16 bits; the driver would send the rest of a larger number. */
    private static final int MOST_PARAMETERS = 65_535;

    private final JsonMapper json;
    private final Map<ValueType, ColumnCodec> known = new ConcurrentHashMap<>();

    Codecs(JsonMapper json) {
        this.json = json;
    }

    /**
     * Binds the values; throws {@link dev.relata.error.InvalidValueException} for one that cannot be stored, {@link
     * RefusedException} for more than a statement takes.
     */
    Command command(String label, Sql sql, Command.Kind kind) {
        int parameters = sql.binds().size();
        if (parameters > MOST_PARAMETERS) {
            throw new RefusedException(String.format(
                    Locale.ROOT,
                    "%s: the statement would have %,d parameters, and PostgreSQL takes %,d: give values of one property"
                            + " by in(…), which sends any number of them as one, or split the request",
                    label,
                    parameters,
                    MOST_PARAMETERS));
        }
        return new Command(
                label, sql.text(), sql.binds().stream().map(this::bound).toList(), kind);
    }

    RecordReader reader(Sql sql) {
        return RecordReader.of(sql.columns().stream().map(this::codec).toList());
    }

    ColumnCodec codec(ValueType type) {
        return known.computeIfAbsent(type, this::create);
    }

    private Object bound(Bind bind) {
        ColumnCodec codec = codec(bind.type());
        return bind.array() ? codec.bindArray(bind.values()) : codec.bind(bind.value());
    }

    private ColumnCodec create(ValueType type) {
        ColumnCodec codec = ColumnCodec.of(type.javaType(), type.pgType(), json);
        return type.name().isEmpty() ? codec : codec.named(type.name());
    }
}
