package dev.relata.internal.resolve;

import dev.relata.metamodel.Attribute;
import dev.relata.model.Operator;
import dev.relata.spi.Predicate;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a predicate on a row at hand, as far as Java and every store agree; unknown where only the store can tell:
 * an order of text, a declared column type, a related row, a value that the store will give.
 */
public final class FilterCheck implements Predicate.Visitor<Verdict> {

    /** Types whose equality and order in Java are those of every store. */
    private static final Set<Class<?>> ORDERED =
            Set.of(Integer.class, Long.class, Short.class, Byte.class, Boolean.class, LocalDate.class, Instant.class);

    private final @Nullable Object[] values;

    public FilterCheck(@Nullable Object[] values) {
        this.values = values;
    }

    @Override
    public Verdict comparison(Predicate.Comparison predicate) {
        Attribute attribute = predicate.path().attribute();
        if (!predicate.path().steps().isEmpty() || attribute.declaredType() != null || predicate.ignoreCase()) {
            return Verdict.UNKNOWN;
        }
        Object value = values[attribute.index()];
        if (value == null && attribute.generation() != Attribute.Generation.NONE) {
            return Verdict.UNKNOWN;
        }
        return value == null ? compareNull(predicate.operator()) : compare(predicate, value);
    }

    private static Verdict compareNull(Operator operator) {
        return Verdict.of(operator == Operator.IS_NULL || operator == Operator.NE || operator == Operator.NOT_IN);
    }

    private static Verdict compare(Predicate.Comparison predicate, Object value) {
        List<Object> operands = predicate.operands();
        return switch (predicate.operator()) {
            case IS_NULL -> Verdict.FAILS;
            case IS_NOT_NULL -> Verdict.PASSES;
            case EQ, IN -> among(value, operands);
            case NE, NOT_IN -> among(value, operands).negated();
            case LT, LTE, GT, GTE, BETWEEN -> ordered(predicate.operator(), value, operands);
            case CONTAINS ->
                Verdict.of(value.toString().contains(operands.get(0).toString()));
            case STARTS_WITH ->
                Verdict.of(value.toString().startsWith(operands.get(0).toString()));
            case ENDS_WITH ->
                Verdict.of(value.toString().endsWith(operands.get(0).toString()));
            case LIKE -> Verdict.UNKNOWN;
        };
    }

    private static Verdict among(Object value, List<Object> operands) {
        boolean exact = comparable(value, operands)
                || value instanceof String
                || value instanceof Enum<?>
                || value instanceof UUID;
        return exact ? Verdict.of(operands.contains(value)) : Verdict.UNKNOWN;
    }

    private static boolean comparable(Object value, List<Object> operands) {
        return ORDERED.contains(value.getClass())
                && wholeMicros(value)
                && operands.stream().allMatch(FilterCheck::wholeMicros);
    }

    /** What is finer a store may cut off, so that two instants become equal. */
    private static boolean wholeMicros(Object value) {
        return !(value instanceof Instant instant) || instant.getNano() % 1000 == 0;
    }

    @SuppressWarnings("unchecked") // operands were checked to be of the attribute's type
    private static Verdict ordered(Operator operator, Object value, List<Object> operands) {
        if (!comparable(value, operands)) {
            return Verdict.UNKNOWN;
        }
        int to = ((Comparable<Object>) value).compareTo(operands.get(0));
        return Verdict.of(
                switch (operator) {
                    case LT -> to < 0;
                    case LTE -> to <= 0;
                    case GT -> to > 0;
                    case GTE -> to >= 0;
                    default -> to >= 0 && ((Comparable<Object>) value).compareTo(operands.get(1)) <= 0;
                });
    }

    @Override
    public Verdict all(Predicate.All predicate) {
        return combined(predicate.parts(), Verdict.FAILS);
    }

    @Override
    public Verdict any(Predicate.Any predicate) {
        return combined(predicate.parts(), Verdict.PASSES);
    }

    /** One part with the deciding verdict decides; else one that is unknown leaves it unknown. */
    private Verdict combined(List<Predicate> parts, Verdict deciding) {
        Verdict verdict = deciding.negated();
        for (Predicate part : parts) {
            Verdict one = part.accept(this);
            if (one == deciding) {
                return deciding;
            }
            verdict = one == Verdict.UNKNOWN ? one : verdict;
        }
        return verdict;
    }

    @Override
    public Verdict not(Predicate.Not predicate) {
        return predicate.part().accept(this).negated();
    }

    @Override
    public Verdict exists(Predicate.Exists predicate) {
        return Verdict.UNKNOWN;
    }

    @Override
    public Verdict ownedBy(Predicate.OwnedBy predicate) {
        return Verdict.UNKNOWN;
    }

    @Override
    public Verdict sortComparison(Predicate.SortComparison predicate) {
        return Verdict.UNKNOWN;
    }

    @Override
    public Verdict keyIn(Predicate.KeyIn predicate) {
        return Verdict.UNKNOWN;
    }
}
