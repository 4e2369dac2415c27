package dev.relata.schema;

import dev.relata.metamodel.Attribute;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;

/** Comparisons of keys, given as lists of columns. Stateless. */
final class ColumnLists {

    private ColumnLists() {}

    static List<String> of(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::column).toList();
    }

    /** The same columns, in any order. */
    static boolean same(List<String> one, List<String> other) {
        return one.size() == other.size() && new HashSet<>(one).equals(new HashSet<>(other));
    }

    static boolean contains(Collection<List<String>> lists, List<String> columns) {
        return lists.stream().anyMatch(list -> same(list, columns));
    }

    /** Some list begins with the columns, in any order, so that rows are found by them. */
    static boolean covered(Collection<List<String>> lists, List<String> columns) {
        return lists.stream()
                .filter(list -> list.size() >= columns.size())
                .anyMatch(list -> same(list.subList(0, columns.size()), columns));
    }

    static String words(List<String> columns) {
        return String.join(", ", columns);
    }
}
