package dev.relata.r2dbc.sql;

import dev.relata.model.Operator;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Predicate.Comparison;
import dev.relata.spi.Predicate.Not;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Merges comparisons of one column with a value each into one comparison with all values, which are one parameter. A statement takes
 * 65,535 parameters, and each number of them is a statement of its own to prepare. Stateless.
 */
final class SingleValues {

    /** A few stay as they are: the planner knows more of values that it sees one by one. */
    private static final int FEW = 32;

    private SingleValues() {}

    /** Merges parts of which one must hold. */
    static List<Predicate> any(List<Predicate> parts) {
        return parts.size() <= FEW ? parts : merged(parts, Operator.EQ, Operator.IN, Operator.NE, Operator.NOT_IN);
    }

    /** Merges parts that must all hold. */
    static List<Predicate> all(List<Predicate> parts) {
        return parts.size() <= FEW ? parts : merged(parts, Operator.NE, Operator.NOT_IN, Operator.EQ, Operator.IN);
    }

    private static List<Predicate> merged(
            List<Predicate> parts, Operator one, Operator many, Operator notOne, Operator notMany) {
        Map<Object, Predicate> rest = new LinkedHashMap<>();
        Map<Path, List<Object>> values = new HashMap<>();
        for (Predicate part : parts) {
            Comparison comparison = comparison(part, one, many);
            if (comparison == null && part instanceof Not not) {
                comparison = comparison(not.part(), notOne, notMany);
            }
            if (comparison == null) {
                rest.put(rest.size(), part);
                continue;
            }
            Path path = comparison.path();
            List<Object> operands = values.computeIfAbsent(path, none -> new ArrayList<>());
            operands.addAll(comparison.operands());
            rest.putIfAbsent(path, new Comparison(path, many, operands, false));
        }
        return List.copyOf(rest.values());
    }

    private static @Nullable Comparison comparison(Predicate part, Operator one, Operator many) {
        return part instanceof Comparison comparison
                        && !comparison.ignoreCase()
                        && (comparison.operator() == one || comparison.operator() == many)
                ? comparison
                : null;
    }
}
