package dev.relata.internal.resolve;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Aggregation;
import dev.relata.model.Filter;
import dev.relata.model.Value;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Aggregate.Function;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Product;
import dev.relata.spi.Query;
import dev.relata.spi.RelatedValue;
import dev.relata.spi.RowValue;
import dev.relata.spi.Truncated;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns the values and the aggregates that users write into those that stores read. */
public final class ValueResolver {

    private final FilterResolver resolver;

    public ValueResolver(FilterResolver resolver) {
        this.resolver = resolver;
    }

    /** A value of rows of a type. */
    public RowValue value(EntityType<?> type, Value<?, ?> value) {
        if (value instanceof Value.OfProperty<?, ?> property) {
            return path(type, property);
        }
        if (value instanceof Value.Truncated<?, ?> truncated) {
            return truncated(value(type, truncated.time()), truncated.unit());
        }
        if (value instanceof Value.Product<?> product) {
            return new Product(
                    number("product", value(type, product.left())), number("product", value(type, product.right())));
        }
        return related((Value.OfRelated<?, ?, ?>) value);
    }

    private Path path(EntityType<?> type, Value.OfProperty<?, ?> property) {
        List<Association> steps = new ArrayList<>();
        EntityType<?> end = type;
        for (var relationship : property.way()) {
            RelationshipType<?, ?> step = resolver.relationship(relationship);
            steps.add(step.association());
            end = step.target();
        }
        Attribute attribute = resolver.model().attribute(end, property.property());
        return new Path(steps, attribute);
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

    private <U> RelatedValue related(Value.OfRelated<?, U, ?> related) {
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
        Value<?, ?> operand = aggregation.operand();
        return aggregate(
                Function.valueOf(aggregation.function().name()),
                operand == null ? null : value(type, operand),
                aggregation.distinct());
    }

    /** An aggregate over a value, if it has one over values of that type. */
    public static Aggregate aggregate(Function function, @Nullable RowValue operand, boolean distinct) {
        if (operand instanceof RelatedValue related) {
            throw new RefusedException(related.describe()
                    + " is computed for each row, and no aggregate is over such values: select from the related type"
                    + " instead, and group its rows by the to-one");
        }
        boolean numeric = function == Function.SUM || function == Function.AVG;
        return new Aggregate(function, numeric && operand != null ? number("sum and avg", operand) : operand, distinct);
    }

    private static RowValue number(String call, RowValue value) {
        if (!Number.class.isAssignableFrom(value.valueClass())) {
            throw new InvalidValueException(value.describe() + " is of type "
                    + value.valueClass().getSimpleName() + ": " + call + " need"
                    + (call.contains(" ") ? "" : "s") + " a number");
        }
        return value;
    }
}
