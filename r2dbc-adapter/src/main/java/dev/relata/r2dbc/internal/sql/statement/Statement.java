package dev.relata.r2dbc.internal.sql.statement;

import dev.relata.metamodel.Attribute;
import dev.relata.r2dbc.internal.dialect.ArrayText;
import dev.relata.r2dbc.internal.dialect.Dialect;
import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.r2dbc.server.SqlFeature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A statement while it is rendered: its values and its aliases so far. Not thread-safe. */
public final class Statement {

    private final Dialect dialect;
    private final Map<Attribute, SqlType> types;
    private final boolean locks;
    private final ServerProfile server;
    private AnswerForm form;
    private final List<Bind> binds = new ArrayList<>();
    private int aliases;
    private @Nullable String marker;

    public Statement(
            Dialect dialect, Map<Attribute, SqlType> types, boolean locks, AnswerForm form, ServerProfile server) {
        this.dialect = dialect;
        this.types = types;
        this.locks = locks;
        this.form = form;
        this.server = server;
    }

    /** Returns whether the server of this statement can do something. */
    public boolean can(SqlFeature feature) {
        return server.has(feature);
    }

    /** Returns how the database writes what is rendered. */
    public Dialect dialect() {
        return dialect;
    }

    /** Returns the form in which rows are answered. */
    public AnswerForm form() {
        return form;
    }

    /**
     * Chooses the record for a statement of which nothing is bound and to which nothing can be added: its rows come in text
     * whatever the driver is told.
     */
    public void answerRecordUnlessBound() {
        if (binds.isEmpty() && form == AnswerForm.COLUMNS && can(SqlFeature.RECORD_SEND)) {
            form = AnswerForm.RECORD;
        }
    }

    /** Returns a column behind those of an answer in which nothing else is bound: the driver asks for binary values only where something is. */
    public String boundColumn() {
        return binds.isEmpty() && form == AnswerForm.COLUMNS ? ", " + value(SqlType.BIGINT, 0L) : "";
    }

    /** Whether rows are locked in one order before many of them are written. */
    public boolean locks() {
        return locks;
    }

    public SqlType type(Attribute attribute) {
        SqlType known = types.get(attribute);
        return known != null ? known : types.computeIfAbsent(attribute, SqlType::of);
    }

    public List<SqlType> types(List<Attribute> attributes) {
        return attributes.stream().map(this::type).toList();
    }

    /** An alias that this statement has not used yet; the same for the same shape. */
    public String alias(String prefix) {
        return prefix + aliases++;
    }

    /** Binds a value; returns the expression that stands for it. */
    public String value(SqlType type, @Nullable Object value) {
        boolean marked = dialect.marksNulls() && value != null && NullMarks.among(type.pgType(), value);
        String nulls = marked ? marker() : null;
        bind(type, nulls == null ? Bind.Form.PLAIN : Bind.Form.MARKED, Collections.singletonList(value));
        return dialect.parameter(type.pgType(), binds.size(), nulls);
    }

    /** Binds a value to the next number, for a text that says what type it has; a null has any type. */
    public void parameter(@Nullable Object value) {
        SqlType type =
                value == null ? SqlType.TEXT.sortKey() : type(Attribute.ofValue("sql", "parameter", classOf(value)));
        bind(type, Bind.Form.PLAIN, Collections.singletonList(value));
    }

    /** A constant with a body of its own has a class of its own. */
    private static Class<?> classOf(Object value) {
        return value instanceof Enum<?> constant ? constant.getDeclaringClass() : value.getClass();
    }

    /** Binds a value of each attribute; returns the expressions that stand for them. */
    public List<String> values(List<Attribute> attributes, List<? extends @Nullable Object> values) {
        return IntStream.range(0, attributes.size())
                .mapToObj(i -> value(type(attributes.get(i)), values.get(i)))
                .toList();
    }

    /** Binds values; returns the condition that a column is one of them: {@code t0."id" = ANY ($1::bigint[])}. */
    public String among(SqlType type, String column, List<? extends @Nullable Object> values) {
        int most = dialect.mostElements();
        if (values.size() <= most) {
            return dialect.among(type.pgType(), column, array(type, values), unnested(type, "u.c0"));
        }
        List<String> parts = new ArrayList<>();
        for (int from = 0; from < values.size(); from += most) {
            parts.add(among(type, column, values.subList(from, Math.min(from + most, values.size()))));
        }
        return parts.stream().collect(Collectors.joining(" OR ", "(", ")"));
    }

    /** Binds a sort key; returns the expression to compare its column with. */
    public String sortKey(SqlType type, String columnSql, String key) {
        boolean marked = dialect.marksNulls() && type.pgType().dimensions() > 0 && ArrayText.hasNull(key);
        String nulls = marked ? marker() : null;
        bind(type.sortKey(), nulls == null ? Bind.Form.PLAIN : Bind.Form.MARKED, List.of(key));
        return dialect.sortKeyParameter(type.pgType(), binds.size(), columnSql, nulls);
    }

    /** Binds a column of values; returns the argument of {@code unnest} that stands for it. */
    public String array(SqlType type, List<? extends @Nullable Object> values) {
        return array(type, values, dialect.marksNulls() && NullMarks.amongAny(type.pgType(), values));
    }

    private String array(SqlType type, List<? extends @Nullable Object> values, boolean marked) {
        String nulls = marked ? marker() : null;
        bind(type, marked ? Bind.Form.MARKED_ARRAY : Bind.Form.ARRAY, values);
        return dialect.arrayParameter(type.pgType(), binds.size(), nulls);
    }

    private void bind(SqlType type, Bind.Form form, List<? extends @Nullable Object> values) {
        binds.add(new Bind(type, form, values));
    }

    /** Returns the parameter that holds the text by which nulls within arrays are marked, the same for the whole statement. */
    private String marker() {
        if (marker == null) {
            bind(SqlType.TEXT, Bind.Form.MARKER, List.of());
            marker = "$" + binds.size() + "::text";
        }
        return marker;
    }

    /**
     * Binds rows as arrays, one for each column: {@code $1::bigint[]}, {@code $2::text[]}. If there is any null, every column
     * that may have some is marked, so that there are two texts for one shape and not one for each set of columns
     * with nulls.
     */
    List<String> arrays(List<SqlType> columns, ColumnarRows rows) {
        if (dialect.sendsJson()) {
            return List.of(rows(columns, rows));
        }
        boolean[] nulls = new boolean[columns.size()];
        boolean any = false;
        for (int column = 0; column < nulls.length; column++) {
            nulls[column] = dialect.marksNulls()
                    && NullMarks.amongAny(columns.get(column).pgType(), rows.column(column));
            any |= nulls[column];
        }
        List<String> arrays = new ArrayList<>();
        for (int column = 0; column < nulls.length; column++) {
            SqlType type = columns.get(column);
            boolean marked = nulls[column] || any && type.nullable();
            arrays.add(array(type, rows.column(column), marked));
        }
        return arrays;
    }

    /** Binds rows as one value. */
    private String rows(List<SqlType> columns, ColumnarRows rows) {
        List<Bind> values = IntStream.range(0, columns.size())
                .mapToObj(i -> new Bind(columns.get(i), Bind.Form.ARRAY, rows.column(i)))
                .toList();
        bind(SqlType.TEXT, Bind.Form.ROWS, values);
        return dialect.arrayParameter(SqlType.TEXT.pgType(), binds.size(), null);
    }

    /** A column of an unnest that was bound before, as its type. */
    String unnested(SqlType type, String column) {
        return dialect.fromArray(type.pgType(), column, marker);
    }

    public Sql sql(String text, List<SqlType> columns) {
        return sql(text, columns, null);
    }

    public Sql sql(String text, List<SqlType> columns, @Nullable Positions positions) {
        return sql(text, columns, Sql.NONE, positions);
    }

    public Sql sql(String text, List<SqlType> columns, int first, @Nullable Positions positions) {
        boolean unbound = form == AnswerForm.COLUMNS && !columns.isEmpty() && binds.isEmpty();
        return new Sql(unbound ? text + bound() : text, binds, columns, form, first, positions);
    }

    /** The driver asks for binary values only where a value is bound. This one changes no row. */
    private String bound() {
        return " OFFSET " + value(SqlType.BIGINT, 0L);
    }
}
