package dev.relata.internal.resolve;

import dev.relata.error.RefusedException;
import dev.relata.error.ValueText;
import dev.relata.internal.record.WholeNumbers;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.KeyOrder;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URL;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.BaseStream;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/** Ids of rows, as lists of the values of their components. */
public final class Ids {

    private Ids() {}

    /**
     * Reads a row's id.
     *
     * @param type the type
     * @param entity the row
     * @param <E> the record
     * @return its values, nulls among them where the row is not stored
     */
    public static <E> List<@Nullable Object> of(EntityType<E> type, E entity) {
        List<@Nullable Object> id = new ArrayList<>(type.id().size());
        for (Attribute attribute : type.id()) {
            id.add(type.value(entity, attribute));
        }
        return id;
    }

    /**
     * Reads the id of a row that must be stored.
     *
     * @param type the type
     * @param entity the row
     * @param operation what needs the id, for the message
     * @param <E> the record
     * @return its values
     * @throws RefusedException where a component is null
     */
    public static <E> List<Object> require(EntityType<E> type, E entity, String operation) {
        requireId(type, operation);
        List<Object> id = PredicateBuilder.complete(of(type, entity));
        if (id == null) {
            throw new RefusedException(operation + ": this " + type.name() + " has no " + names(type)
                    + ", so it is not stored yet: create or insert it first");
        }
        return id;
    }

    /**
     * Reads an id as users give it.
     *
     * @param type the type
     * @param label what it is for, for the message
     * @param id the value of the id's one component, or a list or array of the values of several
     * @return its values
     * @throws RefusedException where number or types do not fit
     */
    public static List<Object> parse(EntityType<?> type, String label, Object id) {
        return parse(type, label, id, askForSeveral(type));
    }

    /**
     * Reads an id as users give it.
     *
     * @param type the type
     * @param label what it is for, for the message
     * @param given the value of the id's one component, or a list or array of the values of several; a whole number of another
     *     size counts as one of the component's where that holds it
     * @param remedy what to use where several ids are given in its place
     * @return its values
     * @throws RefusedException where number or types do not fit
     */
    public static List<Object> parse(EntityType<?> type, String label, Object given, String remedy) {
        requireId(type, label);
        List<?> parts = parts(type, given);
        if (several(type, given, parts)) {
            throw new RefusedException(begin(label, type) + "one id of " + type.name() + " is wanted, and "
                    + describeClass(given) + " was given: to ask for several, use " + remedy);
        }
        if (parts.size() != type.id().size()) {
            throw new RefusedException(begin(label, type) + "the id of " + type.name() + " has "
                    + type.id().size() + " components " + names(type) + ", " + parts.size()
                    + " were given: give List.of(…) of them");
        }
        List<Object> id = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            id.add(stored(type, label, type.id().get(i), parts.get(i)));
        }
        return List.copyOf(id);
    }

    private static Object stored(EntityType<?> type, String label, Attribute attribute, @Nullable Object part) {
        Class<?> wanted = attribute.componentClass();
        if (part != null && WholeNumbers.converts(wanted, part)) {
            Object number = WholeNumbers.as(wanted, (Number) part);
            if (number == null) {
                throw new RefusedException(begin(label, type) + attribute.qualifiedName() + " is of type "
                        + wanted.getSimpleName() + ", which does not hold " + ValueText.ofKey(part) + ": give an id "
                        + WholeNumbers.range(wanted));
            }
            return number;
        }
        if (!wanted.isInstance(part)) {
            throw new RefusedException(begin(label, type) + attribute.qualifiedName() + " is of type "
                    + wanted.getSimpleName() + ", not " + describeClass(part) + ": give an id of that type");
        }
        return Objects.requireNonNull(attribute.toStored(part), "a value is stored as one");
    }

    /** Refuses what finds rows by their id, or tells them apart by it, where the type has none. */
    public static void requireId(EntityType<?> type, String label) {
        if (type.id().isEmpty()) {
            throw new RefusedException(begin(label, type) + type.name() + " has no @Id, by which its rows would be told"
                    + " apart: annotate the components whose values no two rows share, or read with all(), iterate() or"
                    + " limit(…)");
        }
    }

    /**
     * Writes an id as users see it.
     *
     * @param key the attributes of the id, or of a key that refers to it
     * @param id its values as they are stored
     * @return the values of the components
     */
    public static List<Object> values(List<Attribute> key, List<? extends @Nullable Object> id) {
        List<Object> values = new ArrayList<>(id.size());
        for (int i = 0; i < id.size(); i++) {
            Object value = key.get(i).toValue(id.get(i));
            if (value == null) {
                throw new IllegalStateException("a stored row has an id");
            }
            values.add(value);
        }
        return List.copyOf(values);
    }

    /** Whether this is not an id but a group of them, in whatever it comes. */
    private static boolean several(EntityType<?> type, @Nullable Object id, List<?> parts) {
        boolean one = type.id().size() == 1;
        return one
                ? isGroup(id) && !type.id().get(0).componentClass().isInstance(id)
                : isGroup(id) && parts.stream().anyMatch(Ids::isGroup);
    }

    private static boolean isGroup(@Nullable Object value) {
        return value instanceof Iterable<?>
                || value instanceof Map<?, ?>
                || value instanceof BaseStream<?, ?>
                || value instanceof Publisher<?>
                || value != null && value.getClass().isArray();
    }

    /** How the rows of several ids are asked for. */
    public static String askForSeveral(EntityType<?> type) {
        String rows = "from(" + type.name() + ".class).where(";
        return type.id().size() == 1
                ? rows + type.name() + "::" + names(type) + ", in(ids)).all()"
                : rows + "anyOf(…)).all(), with an allOf(…) of the components of each";
    }

    private static List<?> parts(EntityType<?> type, @Nullable Object id) {
        if (type.id().size() == 1 || id == null) {
            return Collections.singletonList(id);
        }
        return id instanceof Object[] array ? Arrays.asList(array) : id instanceof List<?> list ? list : List.of(id);
    }

    private static String describeClass(@Nullable Object value) {
        return value == null ? "null" : value.getClass().getSimpleName();
    }

    /**
     * Reads an id that was selected.
     *
     * @param row its values
     * @return the same as a list
     * @throws IllegalStateException where one is null, which no stored row's is
     */
    public static List<Object> ofRow(@Nullable Object[] row) {
        List<Object> id = PredicateBuilder.complete(Arrays.asList(row));
        if (id == null) {
            throw new IllegalStateException("a stored row has an id");
        }
        return id;
    }

    /**
     * Tells whether Java knows which ids of a type are one, and how they sort, or only the store does.
     *
     * @param type the type
     * @return true of integers and UUIDs
     */
    public static boolean known(EntityType<?> type) {
        return KeyIdentity.known(type.id());
    }

    /**
     * Ids in an order that is the same for everybody, over chunks too, so that writers of the same rows wait for one another
     * instead of blocking each other. Within a statement the store sees to that.
     *
     * @param ids the ids
     * @return the ids, sorted where every store sorts them as Java does: integers and UUIDs
     */
    public static List<List<Object>> inOneOrder(List<List<Object>> ids) {
        return inOneOrder(ids, Function.identity());
    }

    /**
     * What has ids, in the same order.
     *
     * @param rows what is to be sorted
     * @param id the id of one
     * @param <E> what has ids
     * @return the same, sorted where every store sorts the ids as Java does; those with one id stay as they stood
     */
    public static <E> List<E> inOneOrder(List<E> rows, Function<? super E, List<Object>> id) {
        if (!rows.isEmpty() && !KeyIdentity.known(id.apply(rows.get(0)).stream())) {
            return rows;
        }
        for (int i = 1; i < rows.size(); i++) {
            if (KeyOrder.compare(id.apply(rows.get(i - 1)), id.apply(rows.get(i))) > 0) {
                return rows.stream()
                        .sorted((one, other) -> KeyOrder.compare(id.apply(one), id.apply(other)))
                        .toList();
            }
        }
        return rows;
    }

    /**
     * Tells whether ids are certain to be distinct, as each comes after the one before it.
     *
     * @param rows what has ids
     * @param id the id of one
     * @param <E> what has ids
     * @return whether they ascend, in an order that every store has
     */
    public static <E> boolean ascend(List<E> rows, Function<? super E, List<Object>> id) {
        boolean ascend = rows.isEmpty() || KeyIdentity.known(id.apply(rows.get(0)).stream());
        for (int i = 1; ascend && i < rows.size(); i++) {
            ascend = KeyOrder.compare(id.apply(rows.get(i - 1)), id.apply(rows.get(i))) < 0;
        }
        return ascend;
    }

    /**
     * What is equal in Java for keys that every database finds equal; others may be equal to one database.
     *
     * @param id the id
     * @return a key for maps
     */
    public static List<Object> identity(List<Object> id) {
        return id.stream().map(Ids::identity).toList();
    }

    /**
     * What is equal in Java only for values that every database finds equal: host names, which two equal addresses may write in different
     * cases, are texts for it.
     *
     * @param value a component of a key
     * @return a key for maps
     */
    public static Object distinct(Object value) {
        return value instanceof URI || value instanceof URL ? value.toString() : value;
    }

    /** Returns the same of a whole key: the key itself where all its components are equal only to what is the same. */
    public static List<Object> distinct(List<Object> key) {
        for (Object value : key) {
            if (distinct(value) != value) {
                return key.stream().map(Ids::distinct).toList();
            }
        }
        return key;
    }

    private static Object identity(Object value) {
        if (value instanceof BigDecimal number) {
            return number.stripTrailingZeros();
        }
        if (WholeNumbers.holds(value.getClass())) {
            return ((Number) value).longValue();
        }
        return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : distinct(value);
    }

    /**
     * Writes an id for the message of an error.
     *
     * @param type the type
     * @param id its values
     * @return such as {@code Author id=999}
     */
    public static String describe(EntityType<?> type, List<? extends @Nullable Object> id) {
        return type.name() + " " + describe(type.id(), id);
    }

    /**
     * Writes a key for the message of an error.
     *
     * @param attributes the key's attributes
     * @param key its values
     * @return such as {@code id=999}
     */
    public static String describe(List<Attribute> attributes, List<? extends @Nullable Object> key) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < attributes.size(); i++) {
            parts.add(attributes.get(i).name() + "=" + ValueText.ofKey(key.get(i)));
        }
        return String.join(", ", parts);
    }

    /** Begins a message that goes on with the type's name, which is not said twice. */
    public static String begin(String label, EntityType<?> type) {
        return label.equals(type.name()) ? "" : label + ": ";
    }

    /**
     * Begins a message about a row.
     *
     * @param label what it is for: the type, something of it, or a relationship
     * @param type the type
     * @param id the row's id
     * @return the label and the row, with the type's name once: {@code Author id=999}, {@code Author.changeId: id=999},
     *     {@code Book.AUTHOR.set: Book id=999}
     */
    public static String begin(String label, EntityType<?> type, List<? extends @Nullable Object> id) {
        return ofType(label, type) ? label + ": " + describe(type.id(), id) : begin(label, type) + describe(type, id);
    }

    /** Whether what is done is an operation of the type, and not of one of its relationships. */
    private static boolean ofType(String label, EntityType<?> type) {
        int operation = type.name().length() + 1;
        return label.startsWith(type.name() + ".") && Character.isLowerCase(label.charAt(operation));
    }

    private static String names(EntityType<?> type) {
        return type.id().stream().map(Attribute::name).collect(Collectors.joining(", "));
    }
}
