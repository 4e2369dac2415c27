package dev.relata.mongo.internal.query;

import dev.relata.mongo.internal.value.ValueTypes;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.SameKeys;
import dev.relata.spi.Select;
import dev.relata.spi.SetLinks;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Translates requests into MongoDB's commands. Thread-safe.
 *
 * <pre>{@code
 * renderer.select(Select.rows("Book", Query.of(book).limit(10))).explain();   // db.books.find({}).limit(10)
 * }</pre>
 */
public final class MongoRenderer {

    private final ValueTypes types;

    /**
     * Makes a renderer.
     *
     * @param types the types of values
     */
    public MongoRenderer(ValueTypes types) {
        this.types = types;
    }

    /**
     * Translates a read.
     *
     * @param select the request
     * @return one command, a find or an aggregation
     */
    public ReadCommand select(Select select) {
        return Selects.render(rendering(), select);
    }

    /**
     * Translates the lock of a read: MongoDB locks what is written, so its rows are written, in a field that nobody reads.
     *
     * @param select the request, without a batch
     * @return an update of the rows that are read
     */
    public UpdateCommand lock(Select select) {
        return Writes.lock(rendering(), select.query());
    }

    /**
     * Tells which of many keys are one, as MongoDB compares them; no command is needed for it.
     *
     * @param keys the keys
     * @return for each the position of the first that is equal to it
     */
    public List<Integer> same(SameKeys keys) {
        return Writes.same(rendering(), keys);
    }

    /**
     * Translates new rows.
     *
     * @param insert the request
     * @param rows its rows with a value for every attribute of the type, in the order of the type's attributes
     * @return the documents, and what happens to those that are there already
     */
    public InsertCommand insert(Insert insert, List<@Nullable Object[]> rows) {
        return Writes.insert(rendering(), insert, rows);
    }

    /**
     * Translates a change of all rows of a query.
     *
     * @param update the request
     * @return one command, after one that reads ids where the filter cannot say which rows
     */
    public UpdateCommand update(Update update) {
        return Writes.update(rendering(), update);
    }

    /**
     * Translates a change of each row to values of its own.
     *
     * @param update the request
     * @return one command with an update for each row
     */
    public UpdateCommand update(UpdateRows update) {
        return Writes.update(rendering(), update);
    }

    /**
     * Translates a delete.
     *
     * @param delete the request
     * @return one command, after one that reads ids where the filter cannot say which rows
     */
    public DeleteCommand delete(Delete delete) {
        return new DeleteCommand(delete.query().type().table(), Targets.of(rendering(), delete.query()));
    }

    /**
     * Translates new links that are kept as arrays of ids.
     *
     * @param insert the request, of a type with an {@link dev.relata.metamodel.EntityType#idArray() id array}
     * @return an update for each owner
     */
    public LinkCommand link(Insert insert) {
        return new Linking(rendering(), insert.type()).link(insert);
    }

    /**
     * Translates the end of links that are kept as arrays of ids.
     *
     * @param delete the request, of a type with an {@link dev.relata.metamodel.EntityType#idArray() id array}
     * @return an update, after a read where the request does not name the ends
     */
    public LinkCommand unlink(Delete delete) {
        return new Linking(rendering(), delete.query().type()).unlink(delete.query());
    }

    /**
     * Translates all links of an owner, kept as an array of ids.
     *
     * @param links the request
     * @return an update of the owner
     */
    public UpdateCommand set(SetLinks links) {
        return new Linking(rendering(), links.type()).set(links);
    }

    private Rendering rendering() {
        return new Rendering(types);
    }
}
