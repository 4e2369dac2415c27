package dev.relata.internal.resolve;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Aggregation;
import dev.relata.model.Aggregation.Function;
import dev.relata.model.Conditions;
import dev.relata.model.Filter;
import dev.relata.model.Operator;
import dev.relata.model.Term;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Calculation;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.RelatedValue;
import dev.relata.spi.RowValue;
import dev.relata.spi.Truncated;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the values and the aggregates that users write into those that stores read. */
public final class ValueResolver {

    /** MongoDB takes documents of 100 levels, and a step is two of them. */
    private static final int DEEPEST = 40;

    private static final Set<Class<?>> NUMBERS = Set.of(
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigDecimal.class,
            BigInteger.class);

    private final FilterResolver resolver;

    public ValueResolver(FilterResolver resolver) {
        this.resolver = resolver;
    }

    /** A value of rows of a type that is read. */
    public RowValue value(EntityType<?> type, Term<?> term) {
        RowValue value = assigned(type, term);
        if (value instanceof Calculation calculation) {
            refuseConverted(calculation);
        }
        return value;
    }

    /** A value of rows of a type that becomes one of theirs: what is stored is calculated with, and stored. */
    RowValue assigned(EntityType<?> type, Term<?> term) {
        return value(type, term, 0);
    }

    /** A result would be one of what is stored, and not of the component's type. */
    private static void refuseConverted(Calculation calculation) {
        for (RowValue side : List.of(calculation.left(), calculation.right())) {
            Attribute attribute = side.attribute();
            if (side instanceof Calculation inner) {
                refuseConverted(inner);
            } else if (attribute != null && attribute.converter() != null) {
                throw new RefusedException(side.describe() + " is kept by a converter, and a store calculates with what"
                        + " is stored: calculate in Java, or declare the component with the type that is stored");
            }
        }
    }

    private RowValue value(EntityType<?> type, Term<?> term, int depth) {
        if (depth > DEEPEST) {
            throw new RefusedException(type.name() + ": a value is calculated in more than " + DEEPEST
                    + " steps one on another, which databases refuse: calculate constants in Java");
        }
        if (term instanceof Term.Stored<?> stored) {
            return path(type, stored);
        }
        if (term instanceof Term.Calculation<?> calculation) {
            RowValue left = number(value(type, calculation.left(), depth + 1));
            RowValue right = number(operand(left, type, calculation.right(), depth + 1));
            return new Calculation(left, calculation.operation(), right);
        }
        if (term instanceof Term.Truncated<?> truncated) {
            return truncated(value(type, truncated.time(), depth + 1), truncated.unit());
        }
        if (term instanceof Term.OfRelated<?, ?> related) {
            return related(related);
        }
        throw new IllegalArgumentException("a value begins with a property: " + term);
    }

    /** The other side of something; a constant has the type of the side that is there. */
    private RowValue beside(RowValue left, EntityType<?> type, Term<?> term, int depth) {
        return term instanceof Term.Constant<?> constant ? constant(left, constant.value()) : value(type, term, depth);
    }

    /** The right side of a calculation; a number that is given may be of another type than the left side. */
    private RowValue operand(RowValue left, EntityType<?> type, Term<?> term, int depth) {
        Attribute attribute = typeOf(left);
        if (attribute != null
                && attribute.converter() == null
                && term instanceof Term.Constant<?> constant
                && constant.value() instanceof Number number
                && NUMBERS.contains(number.getClass())
                && number.getClass() != attribute.valueClass()) {
            return new RowValue.Constant(null, exact(left, number));
        }
        return beside(left, type, term, depth);
    }

    private static RowValue constant(RowValue left, @Nullable Object value) {
        Attribute attribute = typeOf(left);
        if (attribute != null) {
            return new RowValue.Constant(attribute, AttributeValues.stored(attribute, value));
        }
        if (value instanceof Number number && NUMBERS.contains(number.getClass())) {
            return new RowValue.Constant(null, widened(left, number));
        }
        throw new InvalidValueException(left.describe() + " is a number, and stands beside "
                + (value == null ? "null" : "a " + value.getClass().getSimpleName()) + ": give a number");
    }

    /** A number beside those of another type, or beside a count. */
    private static Object widened(RowValue left, Number number) {
        return left.componentClass() == Long.class && number instanceof Long ? number : exact(left, number);
    }

    /** A number as a calculation is answered. */
    private static Object exact(RowValue left, Number number) {
        boolean floating = number instanceof Double || number instanceof Float || left.valueClass() == Double.class;
        return floating ? (Object) number.doubleValue() : new BigDecimal(number.toString());
    }

    /** The attribute whose type a value has; null for numbers of two types, and for counts. */
    private static @Nullable Attribute typeOf(RowValue value) {
        if (value instanceof Calculation calculation) {
            RowValue left = calculation.left();
            return left.componentClass() == calculation.right().componentClass() ? typeOf(left) : null;
        }
        return value.attribute();
    }

    /** A comparison of two values of a row; of one that is stored with one that is given it is a condition like any other. */
    Predicate compared(EntityType<?> type, Term<?> left, Operator operator, Term<?> right) {
        if (operator == Operator.NE) {
            return PredicateBuilder.not(compared(type, left, Operator.EQ, right));
        }
        RowValue one = value(type, left);
        if (one instanceof RelatedValue related && right instanceof Term.Constant<?> constant) {
            return AggregateConditions.related(
                    related.describe(), related, Conditions.onAnyType(operator, constant.value()));
        }
        RowValue other = one instanceof Calculation && right instanceof Term.Constant<?> constant
                ? compared(one, constant.value())
                : beside(one, type, right, 0);
        if (one instanceof Path path && other instanceof RowValue.Constant constant) {
            return PredicateBuilder.compare(path, operator, given(path, constant));
        }
        return new Predicate.Compared(one, operator, other);
    }

    private static RowValue compared(RowValue calculation, @Nullable Object value) {
        return value instanceof Number number && NUMBERS.contains(number.getClass())
                ? new RowValue.Constant(null, exact(calculation, number))
                : constant(calculation, value);
    }

    private static Object given(Path path, RowValue.Constant constant) {
        return RefusedException.unlessNull(
                constant.value(), path.attribute().qualifiedName(), "the value to compare with");
    }

    private Path path(EntityType<?> type, Term.Stored<?> stored) {
        List<Association> steps = new ArrayList<>();
        EntityType<?> end = type;
        for (var relationship : stored.way()) {
            RelationshipType<?, ?> step = resolver.relationship(relationship.get());
            steps.add(step.association());
            end = step.target();
        }
        return new Path(
                steps,
                resolver.model()
                        .attribute(
                                end,
                                RefusedException.unlessNull(
                                        stored.property(), type.name(), "the property of a value")));
    }

    private static Truncated truncated(RowValue time, ChronoUnit unit) {
        String call = unit.name().toLowerCase(Locale.ROOT).replaceAll("s$", "") + "(…)";
        if (!(time instanceof Path path)) {
            throw new RefusedException(call + " of " + time.describe()
                    + ": a property is cut off to its year, month, day or hour, once; give the property itself");
        }
        if (!Truncated.supports(path.valueClass(), unit)) {
            throw new InvalidValueException(
                    path.describe() + " is of type "
                            + path.valueClass().getSimpleName() + ": " + call
                            + " needs an Instant, an OffsetDateTime, a ZonedDateTime, a LocalDateTime or, but for hours, a LocalDate");
        }
        return new Truncated(path, unit);
    }

    private <U> RelatedValue related(Term.OfRelated<?, U> related) {
        RelationshipType<?, U> relationship = resolver.relationship(related.relationship());
        Query rows = resolver.relation(relationship, Predicate.TRUE);
        Filter<U> filter = related.filter();
        if (filter != null) {
            rows = rows.where(resolver.predicate(relationship.target(), filter));
        }
        return new RelatedValue(
                relationship.association(), unordered(rows), aggregate(relationship.target(), related.aggregation()));
    }

    /** The number of the related rows of a query. */
    public static RelatedValue count(RelationshipType<?, ?> relationship, Query rows) {
        return new RelatedValue(relationship.association(), unordered(rows), Aggregate.countRows());
    }

    /** No aggregate depends on the order, unless a bound cuts some rows off. */
    private static Query unordered(Query rows) {
        return rows.bounded() ? rows : rows.orderBy(List.of());
    }

    /** An aggregate over rows of a type. */
    public Aggregate aggregate(EntityType<?> type, Aggregation<?, ?> aggregation) {
        RefusedException.unlessNull(aggregation, type.name(), "the aggregate");
        Term<?> operand = aggregation.operand();
        return aggregate(aggregation.function(), operand == null ? null : value(type, operand), aggregation.distinct());
    }

    /** An aggregate over a value, if it has one over values of that type. */
    public static Aggregate aggregate(Function function, @Nullable RowValue operand, boolean distinct) {
        RelatedValue related = operand == null ? null : relatedIn(operand);
        if (related != null) {
            throw new RefusedException(related.describe()
                    + " is computed for each row, and no aggregate is over such values: select from the related type"
                    + " instead, and group its rows by the to-one");
        }
        boolean numeric = function == Function.SUM || function == Function.AVG;
        if (numeric && operand != null && !Number.class.isAssignableFrom(operand.valueClass())) {
            throw new InvalidValueException(operand.describe() + " is of type "
                    + operand.valueClass().getSimpleName() + ": sum and avg need a number");
        }
        return new Aggregate(function, operand, distinct);
    }

    private static @Nullable RelatedValue relatedIn(RowValue value) {
        if (value instanceof Calculation calculation) {
            RelatedValue left = relatedIn(calculation.left());
            return left == null ? relatedIn(calculation.right()) : left;
        }
        return value instanceof RelatedValue related ? related : null;
    }

    private static RowValue number(RowValue value) {
        if (!NUMBERS.contains(value.valueClass())) {
            throw new InvalidValueException(value.describe() + " is of type "
                    + value.valueClass().getSimpleName() + ": stores calculate with numbers of Java's own types, "
                    + "BigDecimal and BigInteger");
        }
        return value;
    }
}
