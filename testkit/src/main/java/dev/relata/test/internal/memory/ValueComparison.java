package dev.relata.test.internal.memory;

import dev.relata.model.Operator;
import dev.relata.spi.Predicate.Comparison;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The test that a comparison makes of one value. Immutable. */
final class ValueComparison {

    private final boolean ofNull;
    private final boolean ignoreCase;
    private final Predicate<Object> ofOthers;

    private ValueComparison(boolean ofNull, boolean ignoreCase, Predicate<Object> ofOthers) {
        this.ofNull = ofNull;
        this.ignoreCase = ignoreCase;
        this.ofOthers = ofOthers;
    }

    static ValueComparison of(Comparison comparison) {
        List<Object> operands = comparison.operands().stream()
                .map(operand -> folded(operand, comparison.ignoreCase()))
                .toList();
        return new ValueComparison(ofNull(comparison.operator()), comparison.ignoreCase(), test(comparison, operands));
    }

    /** A comparison that matches no text. */
    static ValueComparison of(Operator operator, List<Object> operands) {
        return new ValueComparison(ofNull(operator), false, compared(operator, operands));
    }

    private static boolean ofNull(Operator operator) {
        return switch (operator) {
            case NE, NOT_IN, IS_NULL -> true;
            default -> false;
        };
    }

    boolean holds(@Nullable Object value) {
        return value == null ? ofNull : ofOthers.test(folded(value, ignoreCase));
    }

    private static Object folded(Object value, boolean ignoreCase) {
        return ignoreCase && value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
    }

    private static Predicate<Object> test(Comparison comparison, List<Object> operands) {
        return comparison.operator().matchesText()
                ? text(comparison, (String) operands.get(0))
                : compared(comparison.operator(), operands);
    }

    private static Predicate<Object> compared(Operator operator, List<Object> operands) {
        return switch (operator) {
            case IS_NULL -> value -> false;
            case IS_NOT_NULL -> value -> true;
            case IN, EQ -> in(operands);
            case NOT_IN, NE -> in(operands).negate();
            case LT -> value -> MemoryValues.compare(value, operands.get(0)) < 0;
            case LTE -> value -> MemoryValues.compare(value, operands.get(0)) <= 0;
            case GT -> value -> MemoryValues.compare(value, operands.get(0)) > 0;
            case GTE -> value -> MemoryValues.compare(value, operands.get(0)) >= 0;
            case BETWEEN ->
                value -> MemoryValues.compare(value, operands.get(0)) >= 0
                        && MemoryValues.compare(value, operands.get(1)) <= 0;
            case CONTAINS_ALL -> {
                Set<Object> wanted = elements(operands);
                yield value -> elements(value).containsAll(wanted);
            }
            case OVERLAPS -> {
                Set<Object> wanted = elements(operands);
                yield value -> !Collections.disjoint(elements(value), wanted);
            }
            case JSON_EQUALS -> JsonPath.test(operands);
            case MATCHES -> throw new IllegalArgumentException("there is no full text search in memory");
            case LIKE, CONTAINS, STARTS_WITH, ENDS_WITH ->
                throw new IllegalArgumentException(operator + " matches text");
        };
    }

    private static Set<Object> elements(Object arrayOrCollection) {
        Object array = arrayOrCollection instanceof Collection<?> several ? several.toArray() : arrayOrCollection;
        Set<Object> elements = new HashSet<>();
        for (int i = 0; i < Array.getLength(array); i++) {
            Object element = Array.get(array, i);
            if (element != null) {
                elements.add(MemoryValues.canonical(element));
            }
        }
        return elements;
    }

    private static Predicate<Object> in(List<Object> operands) {
        Set<Object> wanted = new HashSet<>();
        operands.forEach(operand -> wanted.add(MemoryValues.canonical(operand)));
        return value -> wanted.contains(MemoryValues.canonical(value));
    }

    private static Predicate<Object> text(Comparison comparison, String wanted) {
        return switch (comparison.operator()) {
            case CONTAINS -> value -> value.toString().contains(wanted);
            case STARTS_WITH -> value -> value.toString().startsWith(wanted);
            case ENDS_WITH -> value -> value.toString().endsWith(wanted);
            default -> new LikePattern(wanted)::matches;
        };
    }
}
