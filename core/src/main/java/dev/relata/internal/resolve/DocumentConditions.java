package dev.relata.internal.resolve;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.error.ValueText;
import dev.relata.metamodel.Attribute;
import dev.relata.model.Operator;
import dev.relata.spi.Capability;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Conditions that look into values which not every store can look into: arrays, JSON, words of texts. */
final class DocumentConditions {

    private static final Set<Class<?>> COLLECTIONS = Set.of(List.class, Set.class, Collection.class);

    /** The configuration is a name in the statement, and no value. */
    private static final Pattern CONFIGURATION = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)?");

    private final Path path;
    private final Attribute attribute;
    private final Set<Capability> capabilities;

    DocumentConditions(Path path, Set<Capability> capabilities) {
        this.path = path;
        this.attribute = path.attribute();
        this.capabilities = capabilities;
    }

    static boolean has(Operator operator) {
        return switch (operator) {
            case CONTAINS_ALL, OVERLAPS, JSON_EQUALS, MATCHES -> true;
            default -> false;
        };
    }

    Predicate predicate(Operator operator, List<@Nullable Object> operands) {
        return switch (operator) {
            case MATCHES -> matches(operands);
            case JSON_EQUALS -> json(operands);
            default -> elements(operator, operands);
        };
    }

    private Predicate elements(Operator operator, List<@Nullable Object> elements) {
        needs(Capability.ARRAY_OPERATORS, "looks for elements of arrays", "read the rows, and look at them");
        if (elements.contains(null)) {
            throw new RefusedException(
                    attribute.qualifiedName() + ": a null among the elements is refused, as arrays are"
                            + " not searched for nulls; leave it out");
        }
        Class<?> type = elementType();
        elements.forEach(element -> check(type, element));
        if (elements.isEmpty()) {
            return operator == Operator.OVERLAPS
                    ? Predicate.FALSE
                    : PredicateBuilder.compare(path, Operator.IS_NOT_NULL);
        }
        Predicate.Comparison comparison = new Predicate.Comparison(path, operator, List.copyOf(elements), false);
        AttributeValues.check(attribute, comparison.elements());
        return comparison;
    }

    private Class<?> elementType() {
        Class<?> type = attribute.valueClass();
        if (type.isArray()) {
            return type.getComponentType();
        }
        if (!COLLECTIONS.contains(type)) {
            throw new InvalidValueException(attribute.qualifiedName() + " is of type " + type.getSimpleName()
                    + ": elements(…) needs an array, a List or a Set");
        }
        return elementClass(attribute.type());
    }

    private static Class<?> elementClass(Type collection) {
        boolean known = collection instanceof ParameterizedType generic
                && generic.getActualTypeArguments()[0] instanceof Class<?>;
        return known ? (Class<?>) ((ParameterizedType) collection).getActualTypeArguments()[0] : Object.class;
    }

    private void check(Class<?> type, @Nullable Object element) {
        if (element != null && !type.isInstance(element)) {
            throw new InvalidValueException(attribute.qualifiedName() + " has elements of type " + type.getSimpleName()
                    + ", not " + element.getClass().getSimpleName() + ": give elements of that type");
        }
    }

    private Predicate json(List<@Nullable Object> operands) {
        needs(Capability.JSON_PATHS, "looks into JSON", "keep the value in a property of its own");
        Object value = RefusedException.unlessNull(operands.get(1), attribute.qualifiedName(), "the value in JSON");
        Object keys = RefusedException.unlessNull(operands.get(0), attribute.qualifiedName(), "the path of keys");
        AttributeValues.checkText(attribute, value);
        AttributeValues.checkText(attribute, keys);
        return PredicateBuilder.compare(
                path, Operator.JSON_EQUALS, keys, value instanceof Number number ? decimal(number) : value);
    }

    private BigDecimal decimal(Number number) {
        try {
            return new BigDecimal(number.toString());
        } catch (NumberFormatException e) {
            throw new InvalidValueException(attribute.qualifiedName() + ": " + ValueText.of(number)
                    + " is no number of JSON; give one that is finite");
        }
    }

    private Predicate matches(List<@Nullable Object> operands) {
        needs(Capability.FULL_TEXT, "searches texts for words", "use containsIgnoreCase(…), or a search engine");
        if (attribute.valueClass() != String.class) {
            throw new InvalidValueException(attribute.qualifiedName() + " is of type "
                    + attribute.valueClass().getSimpleName() + ": matches(…) needs a String");
        }
        operands.forEach(
                operand -> RefusedException.unlessNull(operand, attribute.qualifiedName(), "a text of matches"));
        AttributeValues.check(attribute, operands.get(0));
        boolean misnamed = operands.size() > 1
                && !CONFIGURATION.matcher(String.valueOf(operands.get(1))).matches();
        if (misnamed) {
            throw new RefusedException(attribute.qualifiedName() + ": \"" + ValueText.of(operands.get(1))
                    + "\" names no search" + " configuration; give a name such as english, or schema.name");
        }
        return PredicateBuilder.compare(path, Operator.MATCHES, operands.toArray());
    }

    private void needs(Capability capability, String what, String instead) {
        if (!capabilities.contains(capability)) {
            throw new RefusedException(attribute.qualifiedName() + ": nothing " + what + " in this store (it lacks"
                    + " Capability." + capability + "); " + instead);
        }
    }
}
