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
public final class PredicateEvaluator implements Predicate.Visitor<TruthValue> {

    /** Types whose equality and order in Java are those of every store. */
    private static final Set<Class<?>> ORDERED =
            Set.of(Integer.class, Long.class, Short.class, Byte.class, Boolean.class, LocalDate.class, Instant.class);

    private final @Nullable Object[] values;

    public PredicateEvaluator(@Nullable Object[] values) {
        this.values = values;
    }

    @Override
    public TruthValue comparison(Predicate.Comparison predicate) {
        Attribute attribute = predicate.path().attribute();
        if (!predicate.path().steps().isEmpty() || attribute.declaredType() != null || predicate.ignoreCase()) {
            return TruthValue.UNKNOWN;
        }
        Object value = values[attribute.index()];
        boolean filled = value == null && attribute.generation() != Attribute.Generation.NONE;
        if (filled || attribute.writes() == Attribute.Writability.NEVER) {
            return TruthValue.UNKNOWN;
        }
        return value == null ? compareNull(predicate.operator()) : compare(predicate, value);
    }

    private static TruthValue compareNull(Operator operator) {
        return TruthValue.of(operator == Operator.IS_NULL || operator == Operator.NE || operator == Operator.NOT_IN);
    }

    private static TruthValue compare(Predicate.Comparison predicate, Object value) {
        List<Object> operands = predicate.operands();
        return switch (predicate.operator()) {
            case IS_NULL -> TruthValue.FALSE;
            case IS_NOT_NULL -> TruthValue.TRUE;
            case EQ, IN -> among(value, operands);
            case NE, NOT_IN -> among(value, operands).negated();
            case LT, LTE, GT, GTE, BETWEEN -> ordered(predicate.operator(), value, operands);
            case CONTAINS ->
                TruthValue.of(value.toString().contains(operands.get(0).toString()));
            case STARTS_WITH ->
                TruthValue.of(value.toString().startsWith(operands.get(0).toString()));
            case ENDS_WITH ->
                TruthValue.of(value.toString().endsWith(operands.get(0).toString()));
            case LIKE, CONTAINS_ALL, OVERLAPS, JSON_EQUALS, MATCHES -> TruthValue.UNKNOWN;
        };
    }

    private static TruthValue among(Object value, List<Object> operands) {
        boolean exact = comparable(value, operands)
                || value instanceof String
                || value instanceof Enum<?>
                || value instanceof UUID;
        return exact ? TruthValue.of(operands.contains(value)) : TruthValue.UNKNOWN;
    }

    private static boolean comparable(Object value, List<Object> operands) {
        return ORDERED.contains(value.getClass())
                && wholeMicros(value)
                && operands.stream().allMatch(PredicateEvaluator::wholeMicros);
    }

    /** What is finer a store may cut off, so that two instants become equal. */
    private static boolean wholeMicros(Object value) {
        return !(value instanceof Instant instant) || instant.getNano() % 1000 == 0;
    }

    @SuppressWarnings("unchecked") // operands were checked to be of the attribute's type
    private static TruthValue ordered(Operator operator, Object value, List<Object> operands) {
        if (!comparable(value, operands)) {
            return TruthValue.UNKNOWN;
        }
        int to = ((Comparable<Object>) value).compareTo(operands.get(0));
        return TruthValue.of(
                switch (operator) {
                    case LT -> to < 0;
                    case LTE -> to <= 0;
                    case GT -> to > 0;
                    case GTE -> to >= 0;
                    default -> to >= 0 && ((Comparable<Object>) value).compareTo(operands.get(1)) <= 0;
                });
    }

    @Override
    public TruthValue compared(Predicate.Compared predicate) {
        return TruthValue.UNKNOWN;
    }

    @Override
    public TruthValue all(Predicate.All predicate) {
        return combined(predicate.parts(), TruthValue.FALSE);
    }

    @Override
    public TruthValue any(Predicate.Any predicate) {
        return combined(predicate.parts(), TruthValue.TRUE);
    }

    /** One part with the deciding value decides; else an unknown part leaves the whole unknown. */
    private TruthValue combined(List<Predicate> parts, TruthValue deciding) {
        TruthValue value = deciding.negated();
        for (Predicate part : parts) {
            TruthValue one = part.accept(this);
            if (one == deciding) {
                return deciding;
            }
            value = one == TruthValue.UNKNOWN ? one : value;
        }
        return value;
    }

    @Override
    public TruthValue not(Predicate.Not predicate) {
        return predicate.part().accept(this).negated();
    }

    @Override
    public TruthValue exists(Predicate.Exists predicate) {
        return TruthValue.UNKNOWN;
    }

    @Override
    public TruthValue ownedBy(Predicate.OwnedBy predicate) {
        return TruthValue.UNKNOWN;
    }

    @Override
    public TruthValue sortComparison(Predicate.SortComparison predicate) {
        return TruthValue.UNKNOWN;
    }

    @Override
    public TruthValue relatedComparison(Predicate.RelatedComparison predicate) {
        return TruthValue.UNKNOWN;
    }

    @Override
    public TruthValue below(Predicate.Below predicate) {
        return TruthValue.UNKNOWN;
    }

    @Override
    public TruthValue keyIn(Predicate.KeyIn predicate) {
        return TruthValue.UNKNOWN;
    }
}
