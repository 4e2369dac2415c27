package dev.relata.r2dbc.internal.sql;

import dev.relata.model.Operator;
import dev.relata.r2dbc.internal.sql.statement.AnswerForm;
import dev.relata.r2dbc.internal.sql.statement.Bind;
import dev.relata.r2dbc.internal.sql.statement.ColumnarRows;
import dev.relata.r2dbc.internal.sql.statement.Positions;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.spi.Expression;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request whose text depends on all but some values in one place: the keys of its owners, or the values that one attribute is compared
 * with. Immutable.
 *
 * @param shape what the text depends on
 * @param form how the values travel
 * @param values the values
 * @param batch the owners, or null
 */
record LookupText(
        Shape shape,
        Bind.Form form,
        List<? extends @Nullable Object> values,
        @Nullable KeyBatch batch) {

    /**
     * What the text depends on. Holds no value: a request with further ones is never remembered.
     *
     * @param label the name of the request, which tells most apart
     * @param query the rows, without the condition that holds the values
     * @param columns what of each row
     * @param by the association or the path whose values these are
     * @param bind how the values travel
     * @param batch whether the values are keys of owners, which are told apart in the answer
     * @param form the form of the answer
     */
    record Shape(
            String label,
            Query query,
            List<Expression> columns,
            Object by,
            Bind.Form bind,
            boolean batch,
            AnswerForm form) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Shape shape
                    && label.equals(shape.label)
                    && bind == shape.bind
                    && batch == shape.batch
                    && form == shape.form
                    && by.equals(shape.by)
                    && query.equals(shape.query)
                    && columns.equals(shape.columns);
        }

        /** The hash of some parts that are found fast, since all would cost as much as to render. */
        @Override
        public int hashCode() {
            return 31 * (31 * label.hashCode() + columns.size()) + bind.ordinal() + (batch ? 8 : 0);
        }
    }

    /** Returns the request in this form, or null where it has another one. */
    static @Nullable LookupText of(Select select, AnswerForm form) {
        boolean rows = !select.distinct() && select.groupBy().isEmpty() && select.rowLock() == null;
        if (!rows) {
            return null;
        }
        KeyBatch batch = select.batch();
        return batch == null ? ofCondition(select, form) : ofOwners(select, batch, form);
    }

    private static @Nullable LookupText ofOwners(Select select, KeyBatch batch, AnswerForm form) {
        if (batch.association().sourceKey().size() != 1 || batch.keys().isEmpty()) {
            return null;
        }
        boolean lone = batch.keys().size() == 1;
        Bind.Form bind = lone ? Bind.Form.PLAIN : Bind.Form.ARRAY;
        List<? extends @Nullable Object> keys =
                lone ? batch.keys().get(0) : ColumnarRows.ofKeys(batch.keys()).column(0);
        Shape shape =
                new Shape(select.label(), select.query(), select.columns(), batch.association(), bind, true, form);
        return new LookupText(shape, bind, keys, batch);
    }

    private static @Nullable LookupText ofCondition(Select select, AnswerForm form) {
        Predicate filter = select.query().filter();
        if (filter instanceof Predicate.OwnedBy owned && owned.key().size() == 1) {
            return ofCondition(select, form, owned.association(), Bind.Form.PLAIN, owned.key());
        }
        if (filter instanceof Predicate.Comparison comparison && !comparison.ignoreCase()) {
            Bind.Form bind = comparison.operator() == Operator.IN ? Bind.Form.ARRAY : Bind.Form.PLAIN;
            boolean comparable = bind == Bind.Form.ARRAY || comparison.operator() == Operator.EQ;
            return comparable ? ofCondition(select, form, comparison.path(), bind, comparison.operands()) : null;
        }
        return null;
    }

    private static LookupText ofCondition(
            Select select, AnswerForm form, Object by, Bind.Form bind, List<Object> values) {
        Query query = select.query();
        Query open = new Query(query.source(), Predicate.TRUE, query.order(), query.offset(), query.limit());
        return new LookupText(
                new Shape(select.label(), open, select.columns(), by, bind, false, form), bind, values, null);
    }

    /** Puts the values into a statement of this shape; null where keys that are there twice, or nulls, need another one. */
    @Nullable
    Sql in(Sql open) {
        for (Object value : values) {
            if (value == null) {
                return null;
            }
        }
        boolean places = batch != null && form == Bind.Form.ARRAY;
        Positions positions = batch != null && places ? Positions.of(batch) : null;
        if (places && positions == null) {
            return null;
        }
        Bind bind = new Bind(open.binds().get(0).type(), form, values);
        return new Sql(open.text(), List.of(bind), open.columns(), open.form(), open.first(), positions);
    }

    /** Takes the values out of the statement that was rendered for this request; null where it has others, or depends on them. */
    @Nullable
    Sql without(Sql sql) {
        if (sql.binds().size() != 1) {
            return null;
        }
        Bind bind = sql.binds().get(0);
        boolean places = batch != null && form == Bind.Form.ARRAY;
        boolean fits = bind.form() == form
                && bind.type().pgType().dimensions() == 0
                && bind.values().equals(values)
                && places == (sql.positions() != null);
        Bind open = new Bind(bind.type(), form, List.of());
        return fits ? new Sql(sql.text(), List.of(open), sql.columns(), sql.form(), sql.first(), null) : null;
    }
}
