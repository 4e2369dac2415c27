package dev.relata.internal.cascade;

import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Reference;
import dev.relata.spi.Predicate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which rows go, so far: for each table parts that may overlap. For one delete; written by one step at a time. */
final class DeletionSet {

    private final Map<String, List<RowSet>> parts = new HashMap<>();
    private final Map<Reference, Long> counted = new HashMap<>();
    private final Map<Reference, List<RowSet>> settled = new HashMap<>();

    List<RowSet> of(EntityType<?> type) {
        return parts.getOrDefault(type.table(), List.of());
    }

    void set(EntityType<?> type, List<RowSet> rows) {
        parts.put(type.table(), List.copyOf(rows));
    }

    /** Rows that refer to rows of the reference's parent that go, one part for each of theirs; these may overlap. */
    List<RowSet> referring(Reference reference) {
        return of(reference.parent()).stream()
                .map(part -> part.referring(reference))
                .toList();
    }

    /** Notes that the rows whose key a reference sets are locked, and which ways lead to some. */
    void settle(Reference reference, List<RowSet> there) {
        settled.put(
                reference, referring(reference).stream().filter(there::contains).toList());
    }

    boolean isSettled(Reference reference) {
        return settled.containsKey(reference);
    }

    /** The rows whose key a reference sets. */
    List<RowSet> setting(Reference reference) {
        return settled.getOrDefault(reference, referring(reference));
    }

    /** The same rows with no row in two parts, and without rows that are counted elsewhere. */
    static List<RowSet> disjoint(List<RowSet> overlapping, List<RowSet> elsewhere) {
        List<Predicate> before =
                new ArrayList<>(elsewhere.stream().map(RowSet::rows).toList());
        List<RowSet> disjoint = new ArrayList<>();
        for (RowSet part : overlapping) {
            disjoint.add(before.isEmpty() ? part : part.but(any(before)));
            before.add(part.rows());
        }
        return disjoint;
    }

    private static Predicate any(List<Predicate> predicates) {
        return predicates.size() == 1 ? predicates.get(0) : new Predicate.Any(List.copyOf(predicates));
    }

    /** Notes how many rows were found by a reference, where they were read. */
    void count(Reference reference, long rows) {
        counted.merge(reference, rows, Long::sum);
    }

    boolean isCounted(Reference reference) {
        return counted.containsKey(reference);
    }

    long counted(Reference reference) {
        return counted.getOrDefault(reference, 0L);
    }
}
