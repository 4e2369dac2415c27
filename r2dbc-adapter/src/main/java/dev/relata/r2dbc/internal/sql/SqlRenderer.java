package dev.relata.r2dbc.internal.sql;

import dev.relata.error.RefusedException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.dialect.Dialect;
import dev.relata.r2dbc.internal.dialect.PostgresDialect;
import dev.relata.r2dbc.internal.sql.query.NativeSql;
import dev.relata.r2dbc.internal.sql.query.PageRange;
import dev.relata.r2dbc.internal.sql.query.Selects;
import dev.relata.r2dbc.internal.sql.query.TablePages;
import dev.relata.r2dbc.internal.sql.query.WholeTable;
import dev.relata.r2dbc.internal.sql.statement.AnswerForm;
import dev.relata.r2dbc.internal.sql.statement.AnswerForms;
import dev.relata.r2dbc.internal.sql.statement.ColumnarRows;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.r2dbc.internal.sql.write.Copies;
import dev.relata.r2dbc.internal.sql.write.CopyPreconditions;
import dev.relata.r2dbc.internal.sql.write.CountedWrites;
import dev.relata.r2dbc.internal.sql.write.InsertStatements;
import dev.relata.r2dbc.internal.sql.write.SourceRows;
import dev.relata.r2dbc.internal.sql.write.Write;
import dev.relata.r2dbc.internal.sql.write.WriteRequest;
import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.r2dbc.server.SqlFeature;
import dev.relata.spi.Insert;
import dev.relata.spi.SameKeys;
import dev.relata.spi.Select;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Renders requests as one statement each. Thread-safe; it keeps the types of the attributes it has seen, and the texts of lookups.
 *
 * <pre>{@code
 * Sql sql = new SqlRenderer().select(Select.of("Book", Query.of(book).limit(10), List.of(Path.of(title))));
 * sql.text();   // SELECT t0."title" FROM "books" AS t0 LIMIT $1::bigint
 * sql.binds();  // [bigint 10]
 * }</pre>
 */
public final class SqlRenderer {

    /** Begins what the error of a checked write quotes; the number of rows that it had written follows. */
    public static final String LEFT_OUT = "relata:written=";

    private final Dialect dialect;
    private final Map<Attribute, SqlType> types;
    private final boolean locks;
    private final AnswerForms forms;
    private final LookupTexts lookups;
    private final Supplier<ServerProfile> server;

    /** Creates a renderer of statements that answer columns, and lock the rows of a write in one order first. */
    public SqlRenderer() {
        this(AnswerForms.COLUMNS, () -> ServerProfile.POSTGRESQL);
    }

    /**
     * Creates a renderer whose writes of many rows lock them in one order first.
     *
     * @param forms tells the form of the answers, anew for each statement
     * @param server tells what the server can do, anew for each statement
     */
    public SqlRenderer(AnswerForms forms, Supplier<ServerProfile> server) {
        this(PostgresDialect.INSTANCE, forms, server);
    }

    /**
     * Creates a renderer for a database.
     *
     * @param dialect how it writes what is rendered; if it can lock the rows of a write in one order first, it does
     * @param forms tells the form of the answers, anew for each statement
     * @param server tells what the server can do, anew for each statement
     */
    public SqlRenderer(Dialect dialect, AnswerForms forms, Supplier<ServerProfile> server) {
        this(dialect, new ConcurrentHashMap<>(), dialect.countsItsRows(), forms, new LookupTexts(), server);
    }

    private SqlRenderer(
            Dialect dialect,
            Map<Attribute, SqlType> types,
            boolean locks,
            AnswerForms forms,
            LookupTexts lookups,
            Supplier<ServerProfile> server) {
        this.dialect = dialect;
        this.types = types;
        this.locks = locks;
        this.forms = forms;
        this.lookups = lookups;
        this.server = server;
    }

    /**
     * Returns one for tables whose rows cannot be locked, or not by this user, or that take no statement with WITH.
     *
     * @return a renderer of the same requests that locks nothing before it writes, and writes without WITH
     */
    public SqlRenderer withoutLocks() {
        return new SqlRenderer(dialect, types, false, forms, lookups, server);
    }

    /**
     * Tells the type of an attribute.
     *
     * @param attribute the attribute
     * @return its type, the same for each call
     * @throws IllegalArgumentException if the declared type is none, or does not fit the Java type
     */
    public SqlType type(Attribute attribute) {
        return statement().type(attribute);
    }

    /**
     * Renders a read.
     *
     * @param select the request
     * @return the statement, which answers each row
     */
    public Sql select(Select select) {
        Statement statement = statement();
        return lookups.of(select, statement.form(), dialect.mostElements(), () -> Selects.render(statement, select));
    }

    /**
     * Renders a read for a binary cursor.
     *
     * @param select the request
     * @return the statement, which answers each row
     */
    public Sql cursor(Select select) {
        return Selects.render(cursor(), select);
    }

    /**
     * Tells whether a whole table can be read as arrays.
     *
     * @param select the request
     * @return whether it is for all rows of a table, in no order, with columns that an array can have for elements
     */
    public boolean readsWholeTable(Select select) {
        return forms.ofCursors() == AnswerForm.CURSOR_COLUMNS && WholeTable.isReadBy(arrays(), select);
    }

    /**
     * Renders a read of a whole table as arrays.
     *
     * @param select the request
     * @return the statement, of whose rows each answers many
     */
    public Sql wholeTable(Select select) {
        return WholeTable.render(arrays(), select);
    }

    private Statement arrays() {
        return new Statement(dialect, types, locks, AnswerForm.ARRAYS, server.get());
    }

    /**
     * Renders a part of a read for a binary cursor.
     *
     * @param select the request, which can be {@linkplain TablePages#divide divided}
     * @param pages the part
     * @return the statement, which answers each row of that part
     */
    public Sql cursor(Select select, PageRange pages) {
        return Selects.render(cursor(), select, pages);
    }

    /**
     * Renders the question for the pages of a table.
     *
     * @param type the type of its rows
     * @return the statement, which answers a snapshot that it has exported and the number of pages, null where there are none
     */
    public Sql pages(EntityType<?> type) {
        return TablePages.question(statement(), type);
    }

    /**
     * Renders the question which keys are one.
     *
     * @param keys the request
     * @return the statement, which returns for each key, in order, the position of the first that is equal to it
     */
    public Sql same(SameKeys keys) {
        Statement statement = statement();
        return SourceRows.of(statement, keys.type(), keys.key(), ColumnarRows.ofKeys(keys.keys()))
                .same(keys.key());
    }

    /**
     * Renders new rows.
     *
     * @param insert the request
     * @return the statement, which answers each row where something is to be returned, else none
     */
    public Sql insert(Insert insert) {
        return InsertStatements.render(statement(), insert);
    }

    /**
     * Renders new rows of which the database may leave none out.
     *
     * @param insert the request
     * @return the statement, which fails with {@link #LEFT_OUT} where it does; it answers each row where
     *     something is to be returned, else one with their number
     */
    public Sql checked(Insert insert) {
        return InsertStatements.checked(statement(), insert);
    }

    /**
     * Renders new rows that come as data of their own.
     *
     * @param insert the request
     * @param columns the columns of the data, in its order
     * @return the statement, which has no values
     */
    public Sql copy(Insert insert, List<Attribute> columns) {
        return Copies.copy(insert.type(), columns);
    }

    /**
     * Renders the question whether rows may be copied.
     *
     * @param question what has to hold
     * @return the statement, which answers one row if so: the ids that were drawn
     */
    public Sql question(CopyPreconditions question) {
        return Copies.question(statement(), question);
    }

    /**
     * Renders the drawing of ids where the question was answered before.
     *
     * @param type the type
     * @param id the column whose values a sequence draws
     * @param rows how many
     * @return the statement, which answers one row: the ids
     */
    public Sql draw(EntityType<?> type, Attribute id, int rows) {
        return Copies.draw(statement(), type, id, rows);
    }

    /**
     * Renders an update or a delete.
     *
     * @param request the request
     * @return the statement, which returns no rows
     */
    public Sql write(WriteRequest request) {
        return request.rendering().render(this::statement, List.of(), false).sql();
    }

    /**
     * Renders an update or a delete of which the database may leave no row out.
     *
     * @param request the request
     * @return the statement, which fails with {@link #LEFT_OUT} if it does; it answers each row if something is
     *     to be returned, else one with their number
     */
    public Sql checked(WriteRequest request) {
        Write write = request.rendering().render(this::statement, request.returning(), true);
        return CountedWrites.whole(write, request.query());
    }

    /**
     * Renders an update that does not count its rows.
     *
     * @param request the request
     * @return the statement, which answers each row
     */
    public Sql answered(WriteRequest request) {
        return request.rendering()
                .render(this::statement, request.returning(), false)
                .sql();
    }

    /**
     * Returns how the database writes what is rendered.
     *
     * @return the dialect
     */
    public Dialect dialect() {
        return dialect;
    }

    /**
     * Renders the question how many rules do something else in place of a write of tables. Of views nothing else is written.
     *
     * @param types the types of the tables
     * @param verb update or delete
     * @return the statement, which answers one row, the number of rules
     */
    public Sql rules(List<EntityType<?>> types, String verb) {
        return CountedWrites.rules(statement(), types, verb);
    }

    /**
     * Renders SQL of the user's own.
     *
     * @param sql the SQL
     * @param columns what is read of each row; empty to send the SQL as it is
     * @return the statement, which answers each row if something is read
     * @throws RefusedException if a value, or a column, has a type that no column can have
     */
    public Sql own(NativeSql sql, List<Attribute> columns) {
        return own(sql, columns, statement());
    }

    /**
     * Renders SQL of the user's own for a binary cursor.
     *
     * @param sql the SQL
     * @param columns what is read of each row
     * @return the statement, which answers each row
     * @throws RefusedException if a value, or a column, has a type that no column can have
     */
    public Sql ownCursor(NativeSql sql, List<Attribute> columns) {
        return own(sql, columns, cursor());
    }

    private static Sql own(NativeSql sql, List<Attribute> columns, Statement statement) {
        try {
            return columns.isEmpty() ? sql.render(statement) : sql.render(statement, columns);
        } catch (IllegalArgumentException e) {
            throw new RefusedException("sql: " + e.getMessage());
        }
    }

    private Statement statement() {
        return statement(forms.ofStatements(), AnswerForm.COLUMNS);
    }

    private Statement cursor() {
        return statement(forms.ofCursors(), AnswerForm.CURSOR_COLUMNS);
    }

    /** A record needs a function that not every server has. */
    private Statement statement(AnswerForm form, AnswerForm columns) {
        ServerProfile profile = server.get();
        boolean possible = form != AnswerForm.RECORD || profile.has(SqlFeature.RECORD_SEND);
        return new Statement(dialect, types, locks, possible ? form : columns, profile);
    }
}
