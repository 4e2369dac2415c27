package dev.relata.internal.resolve;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.Term;
import dev.relata.spi.Calculation;
import dev.relata.spi.Capability;
import dev.relata.spi.Path;
import dev.relata.spi.RowValue;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Set;

/** Turns the new values that users write, for rows of one type, into those that stores read. */
public final class AssignedValues {

    private static final Set<Class<?>> TIMES =
            Set.of(Instant.class, OffsetDateTime.class, ZonedDateTime.class, LocalDateTime.class, LocalDate.class);

    private final ValueResolver values;
    private final EntityType<?> type;
    private final Set<Capability> capabilities;

    public AssignedValues(Model model, Set<Capability> capabilities, EntityType<?> type) {
        this.values = new FilterResolver(model, capabilities).values();
        this.type = type;
        this.capabilities = capabilities;
    }

    /** The new value of an attribute. */
    public RowValue of(Attribute attribute, Term<?> term) {
        if (term instanceof Term.Constant<?> constant) {
            Object value = AttributeValues.stored(attribute, constant.value());
            AttributeValues.required(attribute, value);
            return new RowValue.Constant(attribute, value);
        }
        if (term instanceof Term.Default<?>) {
            return columnDefault(attribute);
        }
        return term instanceof Term.Now<?> ? now(attribute) : own(attribute, values.assigned(type, term));
    }

    /** Refuses what no store reads while it writes: other rows than the one that is written. */
    private static RowValue own(Attribute attribute, RowValue value) {
        if (value instanceof Calculation calculation) {
            own(attribute, calculation.left());
            own(attribute, calculation.right());
            return value;
        }
        boolean own = value instanceof RowValue.Constant
                || (value instanceof Path path && path.steps().isEmpty());
        if (!own) {
            throw new RefusedException(attribute.qualifiedName() + " is set to a value of other rows, "
                    + value.describe() + ": a new value is worked out of what the row itself holds; read the value"
                    + " first, and give it");
        }
        return value;
    }

    private RowValue columnDefault(Attribute attribute) {
        if (!capabilities.contains(Capability.COLUMN_DEFAULTS)) {
            throw new RefusedException(attribute.qualifiedName() + ": this store has no defaults of columns (it lacks"
                    + " Capability.COLUMN_DEFAULTS); give the value by to(…)");
        }
        return new RowValue.ColumnDefault(attribute);
    }

    private static RowValue now(Attribute attribute) {
        if (!TIMES.contains(attribute.valueClass())) {
            throw new InvalidValueException(attribute.qualifiedName() + " is of type "
                    + attribute.valueClass().getSimpleName() + ": toNow() needs an Instant, OffsetDateTime,"
                    + " ZonedDateTime, LocalDateTime or LocalDate");
        }
        return new RowValue.Now(attribute);
    }
}
