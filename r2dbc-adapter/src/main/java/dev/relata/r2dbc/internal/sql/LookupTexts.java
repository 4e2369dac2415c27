package dev.relata.r2dbc.internal.sql;

import dev.relata.r2dbc.internal.sql.statement.AnswerForm;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.spi.Select;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The statements of reads that differ in one key, or in the values of one condition, alone: the next one need not be rendered. They are
 * known by the shape of the request, which holds no value of any. Bounded, thread-safe.
 */
final class LookupTexts {

    static final int MOST = 1_000;

    private final Map<LookupText.Shape, Sql> known = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LookupText.Shape, Sql> eldest) {
            return size() > MOST;
        }
    });

    /** Makes what renders a request: from the statement that is known, or by what is given. */
    Sql of(Select select, AnswerForm form, int mostElements, Supplier<Sql> rendering) {
        LookupText text = LookupText.of(select, form);
        if (text == null || text.values().size() > mostElements) {
            return rendering.get();
        }
        Sql before = known.get(text.shape());
        Sql filled = before == null ? null : text.in(before);
        return filled == null ? remembered(text, rendering.get()) : filled;
    }

    private Sql remembered(LookupText text, Sql sql) {
        Sql open = text.without(sql);
        if (open != null) {
            known.put(text.shape(), open);
        }
        return sql;
    }

    int size() {
        return known.size();
    }
}
