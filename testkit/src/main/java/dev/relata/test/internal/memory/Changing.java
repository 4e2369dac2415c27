package dev.relata.test.internal.memory;

import dev.relata.model.Attribute;
import dev.relata.model.EntityType;
import dev.relata.spi.Delete;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Carries out updates and deletes in one state. Stateless. */
final class Changing {

    private Changing() {}

    static Written<Long> update(Catalog catalog, State state, Update update) {
        List<StoredRow> found = new Rows(catalog, state).of(update.query());
        List<StoredRow> changed = new ArrayList<>();
        for (StoredRow row : found) {
            @Nullable Object[] values = row.values().clone();
            update.changes().forEach(change -> values[change.attribute().index()] = Values.copy(change.value()));
            List<Attribute> given =
                    update.changes().stream().map(Update.Change::attribute).toList();
            count(update.query().type(), values, given);
            changed.add(new StoredRow(row.number(), values));
        }
        return replace(catalog, state, update.label(), update.query().type(), found, changed);
    }

    static Written<Long> update(Catalog catalog, State state, UpdateRows update) {
        Related related = new Related(catalog, state);
        List<StoredRow> found = new ArrayList<>();
        List<StoredRow> changed = new ArrayList<>();
        for (@Nullable Object[] given : update.rows()) {
            RowKey key = keyOf(given, update.key().size());
            List<StoredRow> rows = key == null ? List.of() : related.find(update.type(), update.key(), key);
            for (StoredRow row : rows) {
                found.add(row);
                changed.add(new StoredRow(row.number(), changed(row, update, given)));
            }
        }
        return replace(catalog, state, update.label(), update.type(), found, changed);
    }

    private static @Nullable RowKey keyOf(@Nullable Object[] given, int size) {
        List<Object> key = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Object part = given[i];
            if (part == null) {
                return null;
            }
            key.add(part);
        }
        return RowKey.of(key);
    }

    private static @Nullable Object[] changed(StoredRow row, UpdateRows update, @Nullable Object[] given) {
        @Nullable Object[] values = row.values().clone();
        for (int i = 0; i < update.columns().size(); i++) {
            values[update.columns().get(i).index()] =
                    Values.copy(given[update.key().size() + i]);
        }
        count(update.type(), values, update.columns());
        return values;
    }

    /** The next version of a row, where it has one that is not given. */
    static void count(EntityType<?> type, @Nullable Object[] values, List<Attribute> given) {
        type.version().filter(version -> !given.contains(version)).ifPresent(version -> {
            Object before = values[version.index()];
            values[version.index()] = before instanceof Long number
                    ? (Object) (number + 1)
                    : Integer.valueOf(before instanceof Integer number ? number + 1 : 0);
        });
    }

    private static Written<Long> replace(
            Catalog catalog,
            State state,
            String label,
            EntityType<?> type,
            Collection<StoredRow> found,
            Collection<StoredRow> changed) {
        for (StoredRow row : changed) {
            for (Attribute attribute : type.attributes()) {
                Writing.required(label, type, attribute, row.values()[attribute.index()]);
            }
        }
        State after = state.with(state.table(catalog, type).replace(label, changed));
        catalog.check(after, type, label, found, changed);
        return new Written<>(after, (long) changed.size(), changed.size());
    }

    static Written<Long> delete(Catalog catalog, State state, Delete delete) {
        EntityType<?> type = delete.query().type();
        List<StoredRow> found = new Rows(catalog, state).of(delete.query());
        State after = state.with(state.table(catalog, type).delete(found));
        catalog.check(after, type, delete.label(), found, List.of());
        return new Written<>(after, (long) found.size(), found.size());
    }
}
