package dev.relata.internal.rekey;

import dev.relata.error.RefusedException;
import dev.relata.internal.write.UpdateTimes;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Reference;
import dev.relata.spi.Update.Change;
import dev.relata.spi.UpdateRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What rows of a type get when keys change: values that are the same for all of them, and values by what they hold. Immutable.
 *
 * @param changes the same for all
 * @param own by what a row holds
 */
record NewValues(List<Change> changes, List<UpdateRows> own) {

    static final NewValues NONE = new NewValues(List.of(), List.of());

    static NewValues same(List<Change> changes) {
        return new NewValues(changes, List.of());
    }

    boolean isEmpty() {
        return changes.isEmpty() && own.isEmpty();
    }

    /** Both; of a column that is in both, the other's value. */
    NewValues and(NewValues other) {
        List<String> columns = Stream.concat(
                        other.changes.stream().map(Change::attribute),
                        other.own.stream().flatMap(rows -> rows.columns().stream()))
                .map(Attribute::column)
                .toList();
        List<Change> same = new ArrayList<>(changes);
        same.removeIf(change -> columns.contains(change.attribute().column()));
        same.addAll(other.changes);
        List<UpdateRows> each = new ArrayList<>();
        own.stream()
                .map(rows -> only(
                        rows,
                        rows.columns().stream()
                                .filter(column -> !columns.contains(column.column()))
                                .toList()))
                .filter(rows -> !rows.columns().isEmpty())
                .forEach(each::add);
        each.addAll(other.own);
        return new NewValues(List.copyOf(same), List.copyOf(each));
    }

    private static UpdateRows only(UpdateRows rows, List<Attribute> columns) {
        return new UpdateRows(
                rows.label(), rows.type(), rows.key(), columns, projected(rows.label(), rows, rows.key(), columns));
    }

    /** These, and the times that every update of a row sets. */
    NewValues touching(UpdateTimes times, EntityType<?> type) {
        List<Change> touched = times.with(type, changes);
        touched.removeIf(change -> !changes.contains(change) && isOwn(change.attribute()));
        return new NewValues(List.copyOf(touched), own);
    }

    private boolean isOwn(Attribute attribute) {
        return own.stream().anyMatch(rows -> rows.columns().contains(attribute));
    }

    /** What the rows get that refer to these. */
    NewValues through(Reference reference) {
        List<Change> same = new ArrayList<>();
        for (Change change : changes) {
            int component = reference.parentKey().indexOf(change.attribute());
            if (component >= 0) {
                Attribute follows = reference.key().get(component);
                same.add(new Change(follows, follows.fitted(change.value())));
            }
        }
        List<UpdateRows> each = own.stream()
                .filter(rows -> rows.columns().stream().anyMatch(reference.parentKey()::contains))
                .map(rows -> through(reference, rows))
                .toList();
        return new NewValues(List.copyOf(same), each);
    }

    private static UpdateRows through(Reference reference, UpdateRows rows) {
        List<Attribute> key = common(reference, rows.key());
        List<Attribute> columns = common(reference, rows.columns());
        return new UpdateRows(
                reference.name(),
                reference.child(),
                child(reference, key),
                child(reference, columns),
                projected(reference.name(), rows, key, columns));
    }

    private static List<Attribute> common(Reference reference, List<Attribute> attributes) {
        return attributes.stream().filter(reference.parentKey()::contains).toList();
    }

    private static List<Attribute> child(Reference reference, List<Attribute> attributes) {
        return attributes.stream()
                .map(attribute -> reference.key().get(reference.parentKey().indexOf(attribute)))
                .toList();
    }

    private static List<@Nullable Object[]> projected(
            String label, UpdateRows rows, List<Attribute> key, List<Attribute> columns) {
        int[] places = IntStream.concat(
                        key.stream().mapToInt(rows.key()::indexOf),
                        columns.stream()
                                .mapToInt(column ->
                                        rows.key().size() + rows.columns().indexOf(column)))
                .toArray();
        Map<List<@Nullable Object>, @Nullable Object[]> byKey = new LinkedHashMap<>();
        for (@Nullable Object[] row : rows.rows()) {
            @Nullable
            Object[] values = IntStream.of(places).mapToObj(place -> row[place]).toArray();
            @Nullable Object[] known = byKey.putIfAbsent(Arrays.asList(values).subList(0, key.size()), values);
            if (known != null && !Arrays.deepEquals(known, values)) {
                throw new RefusedException(
                        label + ": a part of a key is followed that does not tell which of the changed"
                                + " rows it is of; update the rows one by one");
            }
        }
        return List.copyOf(byKey.values());
    }
}
