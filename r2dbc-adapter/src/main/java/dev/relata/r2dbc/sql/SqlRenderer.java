package dev.relata.r2dbc.sql;

import dev.relata.model.Attribute;
import dev.relata.model.EntityType;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Renders requests as one statement each. Thread-safe; it keeps the types of the attributes it has seen, nothing else.
 *
 * <pre>{@code
 * Sql sql = new SqlRenderer().select(Select.of("Book", Query.of(book).limit(10), List.of(Path.of(title))));
 * sql.text();   // SELECT record_send(ROW(t0."title")) FROM "books" AS t0 LIMIT $1::bigint
 * sql.binds();  // [bigint 10]
 * }</pre>
 */
public final class SqlRenderer {

    /** Begins what the error of a checked write quotes; the number of rows that it had written follows. */
    public static final String LEFT_OUT = "relata:written=";

    private final Map<Attribute, ValueType> types = new ConcurrentHashMap<>();

    /**
     * Tells the type of an attribute.
     *
     * @param attribute the attribute
     * @return its type, the same for each call
     * @throws IllegalArgumentException where the declared type is none, or does not fit the Java type
     */
    public ValueType type(Attribute attribute) {
        return statement().type(attribute);
    }

    /**
     * Renders a read.
     *
     * @param select the request
     * @return the statement, which answers one record for each row
     */
    public Sql select(Select select) {
        return Selects.render(statement(), select);
    }

    /**
     * Renders new rows.
     *
     * @param insert the request
     * @return the statement, which answers one record for each row where something is to be returned, else none
     */
    public Sql insert(Insert insert) {
        return Inserts.render(statement(), insert);
    }

    /**
     * Renders new rows of which the database may leave none out.
     *
     * @param insert the request
     * @return the statement, which fails with {@link #LEFT_OUT} where it does; it answers one record for each row where
     *     something is to be returned, else one with their number
     */
    public Sql checked(Insert insert) {
        return Checks.insert(statement(), insert);
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
     * @return the statement, which answers one record if so: the ids that were drawn
     */
    public Sql question(CopyQuestion question) {
        return Copies.question(statement(), question);
    }

    /**
     * Renders the drawing of ids where the question was answered before.
     *
     * @param type the type
     * @param id the column whose values a sequence draws
     * @param rows how many
     * @return the statement, which answers one record: the ids
     */
    public Sql draw(EntityType<?> type, Attribute id, int rows) {
        return Copies.draw(statement(), type, id, rows);
    }

    /**
     * Renders a change of all rows of a query.
     *
     * @param update the request
     * @return the statement, which answers no rows
     */
    public Sql update(Update update) {
        return Changes.update(this::statement, update);
    }

    /**
     * Renders a change of each row to values of its own.
     *
     * @param update the request
     * @return the statement, which answers no rows
     */
    public Sql update(UpdateRows update) {
        return Changes.updateRows(statement(), update, List.of());
    }

    /**
     * Renders changes of several types together.
     *
     * @param updates the request
     * @return the statement, which answers no rows
     */
    public Sql update(Updates updates) {
        return Changes.updates(statement(), updates);
    }

    /**
     * Renders a change of all rows of a query, of which the database may leave none out.
     *
     * @param update the request
     * @return the statement, which fails with {@link #LEFT_OUT} where it does, and answers one record, the number of rows
     */
    public Sql checked(Update update) {
        return checked(statements -> Changes.update(statements, update), update.query(), List.of());
    }

    /**
     * Renders a change of all rows of a query, of which the database may leave none out.
     *
     * @param update the request
     * @param returning the attributes to answer
     * @return the statement, which fails with {@link #LEFT_OUT} where it does, and answers one record for each row
     */
    public Sql checked(Update update, List<Attribute> returning) {
        return checked(statements -> Changes.update(statements, update), update.query(), returning);
    }

    /**
     * Renders changes of several types together, of which the database may leave none out.
     *
     * @param updates the request
     * @return the statement, which fails with {@link #LEFT_OUT} where it does, and answers one record
     */
    public Sql checked(Updates updates) {
        return Changes.whole(statement(), updates);
    }

    /**
     * Renders a delete of which the database may leave no row out.
     *
     * @param delete the request
     * @return the statement, which fails with {@link #LEFT_OUT} where it does, and answers one record, the number of rows
     */
    public Sql checked(Delete delete) {
        return checked(statements -> Changes.delete(statements, delete), delete.query(), List.of());
    }

    /**
     * Renders a change of each row to values of its own, of which the database may leave none out.
     *
     * @param update the request
     * @return the statement, which fails with {@link #LEFT_OUT} where it does, and answers one record, the number of rows
     */
    public Sql checked(UpdateRows update) {
        return checked(update, List.of());
    }

    /**
     * Renders a change of each row to values of its own, of which the database may leave none out.
     *
     * @param update the request
     * @param returning the attributes to answer
     * @return the statement, which fails with {@link #LEFT_OUT} where it does, and answers one record for each row: its
     *     position among those given, and the attributes
     */
    public Sql checked(UpdateRows update, List<Attribute> returning) {
        Statement statement = statement();
        return Checks.whole(statement, Changes.updateRows(statement, update, returning), update.query());
    }

    /** The count of rows takes its values beside those of the write. */
    private Sql checked(Function<Supplier<Statement>, Sql> write, Query query, List<Attribute> returning) {
        AtomicReference<Statement> last = new AtomicReference<>(statement());
        Sql rendered = write.apply(() -> last.updateAndGet(before -> statement()));
        Statement statement = Objects.requireNonNull(last.get());
        Sql answering = returning.isEmpty() ? rendered : Changes.returning(statement, rendered, returning);
        return Checks.whole(statement, answering, query);
    }

    /**
     * Renders a delete.
     *
     * @param delete the request
     * @return the statement, which answers no rows
     */
    public Sql delete(Delete delete) {
        return Changes.delete(this::statement, delete);
    }

    private Statement statement() {
        return new Statement(types);
    }
}
