package dev.relata.test.internal.memory;

import dev.relata.model.Aggregation.Function;
import dev.relata.spi.Aggregate;
import dev.relata.spi.RowValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Works out one value over many rows. Stateless. */
final class AggregateEvaluator {

    private AggregateEvaluator() {}

    static @Nullable Object over(QueryRows rows, List<StoredRow> group, Aggregate aggregate) {
        RowValue operand = aggregate.operand();
        if (operand == null) {
            return (long) group.size();
        }
        List<Object> values = values(rows, group, operand, aggregate.distinct());
        if (aggregate.function() == Function.COUNT) {
            return (long) values.size();
        }
        return values.isEmpty() ? null : compute(aggregate.function(), values, operand.valueClass());
    }

    /** The value for conditions and orders: over nothing it is what the answer shows. */
    static @Nullable Object orNothing(QueryRows rows, List<StoredRow> group, Aggregate aggregate) {
        Object value = over(rows, group, aggregate);
        return value == null ? aggregate.ofNothing() : value;
    }

    private static List<Object> values(QueryRows rows, List<StoredRow> group, RowValue operand, boolean distinct) {
        List<Object> values = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (StoredRow row : group) {
            Object value = rows.value(row, operand);
            if (value != null && (!distinct || seen.add(MemoryValues.canonical(value)))) {
                values.add(value);
            }
        }
        return values;
    }

    private static Object compute(Function function, List<Object> values, Class<?> type) {
        return switch (function) {
            case COUNT -> (long) values.size();
            case MIN -> values.stream().min(MemoryValues::compare).orElseThrow();
            case MAX -> values.stream().max(MemoryValues::compare).orElseThrow();
            case SUM -> sum(values, type);
            case AVG -> average(values);
        };
    }

    private static Object sum(List<Object> values, Class<?> type) {
        if (type == Integer.class || type == Short.class || type == Byte.class) {
            return values.stream()
                    .mapToLong(value -> ((Number) value).longValue())
                    .sum();
        }
        if (type == Double.class || type == Float.class) {
            return values.stream()
                    .mapToDouble(value -> ((Number) value).doubleValue())
                    .sum();
        }
        return total(values);
    }

    private static Object average(List<Object> values) {
        boolean floating = MemoryValue.isFloating(values.get(0));
        return floating
                ? values.stream()
                        .mapToDouble(value -> ((Number) value).doubleValue())
                        .average()
                        .orElseThrow()
                : total(values)
                        .divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL128)
                        .doubleValue();
    }

    private static BigDecimal total(List<Object> values) {
        return values.stream().map(MemoryValue::decimal).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
