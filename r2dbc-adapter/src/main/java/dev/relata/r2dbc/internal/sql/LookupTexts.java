package dev.relata.r2dbc.internal.sql;

import dev.relata.metamodel.Association;
import dev.relata.r2dbc.internal.sql.query.Selects;
import dev.relata.r2dbc.internal.sql.statement.AnswerForm;
import dev.relata.r2dbc.internal.sql.statement.Bind;
import dev.relata.r2dbc.internal.sql.statement.ColumnarRows;
import dev.relata.r2dbc.internal.sql.statement.Positions;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.spi.Expression;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The statements of lookups by a key of one value, without other values: they differ in their keys alone, and the next one need not be
 * rendered. Knows requests by the identity of their query, which lookups of one shape share. Bounded, thread-safe.
 */
final class LookupTexts {

    private static final int MOST = 1_000;

    private final Map<Shape, Sql> known = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Shape, Sql> eldest) {
            return size() > MOST;
        }
    });

    /** Returns the statement for the keys of a request, or null where it must be rendered. */
    @Nullable
    Sql of(Select select, AnswerForm form) {
        KeyBatch batch = select.batch();
        if (batch == null || !isPlain(select, batch)) {
            return null;
        }
        Sql sql = known.get(new Shape(select, batch, form));
        return sql == null ? null : forKeys(sql, batch);
    }

    private static @Nullable Sql forKeys(Sql sql, KeyBatch batch) {
        Bind bind = sql.binds().get(0);
        if (!bind.array()) {
            Bind key = new Bind(bind.type(), bind.form(), batch.keys().get(0));
            return new Sql(sql.text(), List.of(key), sql.columns(), sql.form(), sql.first(), null);
        }
        Positions positions = Positions.of(batch);
        Bind keys = new Bind(
                bind.type(), bind.form(), ColumnarRows.ofKeys(batch.keys()).column(0));
        return positions == null
                ? null
                : new Sql(sql.text(), List.of(keys), sql.columns(), sql.form(), sql.first(), positions);
    }

    /** Remembers a statement that was rendered, if it is one for any keys; returns it. */
    Sql remember(Select select, AnswerForm form, Sql sql) {
        KeyBatch batch = select.batch();
        if (batch != null && isPlain(select, batch) && sql.binds().size() == 1 && isOfKeys(sql, batch)) {
            known.put(new Shape(select, batch, form), withoutKeys(sql));
        }
        return sql;
    }

    private static boolean isPlain(Select select, KeyBatch batch) {
        return batch.association().sourceKey().size() == 1
                && !batch.keys().isEmpty()
                && !select.distinct()
                && select.groupBy().isEmpty()
                && select.rowLock() == null;
    }

    private static boolean isOfKeys(Sql sql, KeyBatch batch) {
        Bind bind = sql.binds().get(0);
        Bind.Form form = batch.keys().size() == 1 ? Bind.Form.PLAIN : Bind.Form.ARRAY;
        return bind.form() == form
                && bind.type().pgType().dimensions() == 0
                && bind.values().size() == batch.keys().size()
                && (form == Bind.Form.PLAIN) == (sql.positions() == null);
    }

    private static Sql withoutKeys(Sql sql) {
        Bind bind = sql.binds().get(0);
        return new Sql(
                sql.text(),
                List.of(new Bind(bind.type(), bind.form(), List.of())),
                sql.columns(),
                sql.form(),
                sql.first(),
                null);
    }

    /** What the text depends on. */
    private static final class Shape {

        private final Query query;
        private final List<Expression> columns;
        private final Association association;
        private final boolean lone;
        private final boolean many;
        private final AnswerForm form;

        Shape(Select select, KeyBatch batch, AnswerForm form) {
            this.query = select.query();
            this.columns = select.columns();
            this.association = batch.association();
            this.lone = batch.keys().size() == 1;
            this.many = Selects.comeTogether(batch);
            this.form = form;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // to compare queries and lists costs as much as to render them
        public boolean equals(@Nullable Object other) {
            return other instanceof Shape shape
                    && query == shape.query
                    && columns == shape.columns
                    && lone == shape.lone
                    && many == shape.many
                    && form == shape.form
                    && association.equals(shape.association);
        }

        @Override
        public int hashCode() {
            return 31 * (31 * System.identityHashCode(query) + System.identityHashCode(columns)) + (lone ? 1 : many ? 2 : 0);
        }
    }
}
