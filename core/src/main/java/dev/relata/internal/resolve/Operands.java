package dev.relata.internal.resolve;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.Operator;
import dev.relata.model.Term;
import dev.relata.spi.Capability;
import dev.relata.spi.Operand;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.Set;

/** Turns the values that users write in assignments and comparisons, for rows of one type, into those that stores read. */
public final class Operands {

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

    private static final Set<Class<?>> TIMES =
            Set.of(Instant.class, OffsetDateTime.class, ZonedDateTime.class, LocalDateTime.class, LocalDate.class);

    private final Model model;
    private final EntityType<?> type;
    private final Set<Capability> capabilities;

    public Operands(Model model, EntityType<?> type, Set<Capability> capabilities) {
        this.model = model;
        this.type = type;
        this.capabilities = capabilities;
    }

    /** The new value of an attribute. */
    public Operand assigned(Attribute attribute, Term<?> term) {
        if (term instanceof Term.Constant<?> constant) {
            Object value = AttributeValues.stored(attribute, constant.value());
            AttributeValues.required(attribute, value);
            return new Operand.Constant(attribute, value);
        }
        if (term instanceof Term.Default<?>) {
            return columnDefault(attribute);
        }
        if (term instanceof Term.Now<?>) {
            return now(attribute);
        }
        return computed(term, 0);
    }

    private Operand columnDefault(Attribute attribute) {
        if (!capabilities.contains(Capability.COLUMN_DEFAULTS)) {
            throw new RefusedException(attribute.qualifiedName() + ": this store has no defaults of columns (it lacks"
                    + " Capability.COLUMN_DEFAULTS); give the value by to(…)");
        }
        return new Operand.ColumnDefault(attribute);
    }

    private static Operand now(Attribute attribute) {
        if (!TIMES.contains(attribute.valueClass())) {
            throw new InvalidValueException(attribute.qualifiedName() + " is of type "
                    + attribute.valueClass().getSimpleName() + ": toNow() needs an Instant, OffsetDateTime,"
                    + " ZonedDateTime, LocalDateTime or LocalDate");
        }
        return new Operand.Now(attribute);
    }

    /** A comparison of two values of a row; of one that is stored with one that is given it is a condition like any other. */
    public Predicate compared(Term<?> left, Operator operator, Term<?> right) {
        if (operator == Operator.NE) {
            return PredicateBuilder.not(compared(left, Operator.EQ, right));
        }
        Operand one = computed(left, 0);
        Operand other = computed(right, typeOf(one), 0);
        if (one instanceof Operand.Stored stored && other instanceof Operand.Constant constant) {
            return PredicateBuilder.compare(stored.path(), operator, given(constant));
        }
        return new Predicate.Compared(one, operator, other);
    }

    private static Object given(Operand.Constant constant) {
        return RefusedException.unlessNull(
                constant.value(), constant.attribute().qualifiedName(), "the value to compare with");
    }

    private Operand computed(Term<?> term, int depth) {
        if (depth > DEEPEST) {
            throw new RefusedException(type.name() + ": a value is calculated in more than " + DEEPEST
                    + " steps one on another, which databases refuse: calculate constants in Java");
        }
        if (term instanceof Term.Stored<?> stored) {
            return new Operand.Stored(Path.of(model.attribute(type, stored.property())));
        }
        if (term instanceof Term.Calculation<?> calculation) {
            Operand left = computed(calculation.left(), depth + 1);
            Attribute number = checkNumber(typeOf(left));
            Operand right = computed(calculation.right(), number, depth + 1);
            checkNumber(typeOf(right));
            return new Operand.Calculation(left, calculation.operation(), right);
        }
        throw new IllegalArgumentException("a value begins with a property: " + term);
    }

    /** The right side of something, of the type that its left side has where the term has none of its own. */
    private Operand computed(Term<?> term, Attribute left, int depth) {
        if (term instanceof Term.Constant<?> constant) {
            return new Operand.Constant(left, AttributeValues.stored(left, constant.value()));
        }
        return computed(term, depth);
    }

    private static Attribute checkNumber(Attribute attribute) {
        if (!NUMBERS.contains(attribute.valueClass())) {
            throw new InvalidValueException(attribute.qualifiedName() + " is of type "
                    + attribute.valueClass().getSimpleName() + ": stores calculate with numbers of Java's own types, "
                    + "BigDecimal and BigInteger");
        }
        return attribute;
    }

    /** The attribute by whose type a value is read: the first that it names. */
    private static Attribute typeOf(Operand operand) {
        if (operand instanceof Operand.Calculation calculation) {
            return typeOf(calculation.left());
        }
        return operand instanceof Operand.Constant constant
                ? constant.attribute()
                : ((Operand.Stored) operand).path().attribute();
    }
}
