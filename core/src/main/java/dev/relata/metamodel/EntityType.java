package dev.relata.metamodel;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.error.ValueText;
import dev.relata.internal.record.RecordShape;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.model.Direction;
import dev.relata.model.OrderBy;
import dev.relata.model.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A type of rows: a record, or a junction that has none, with its table and its attributes. Immutable, thread-safe.
 *
 * @param <E> the record; {@code Object[]} for a junction without one
 */
public final class EntityType<E> {

    /**
     * A term of an entity's default order.
     *
     * @param attribute what is ordered by
     * @param direction the direction
     */
    public record Order(Attribute attribute, Direction direction) {}

    private final Class<E> javaType;
    private final String name;
    private final String table;
    private final List<Attribute> attributes;
    private final Map<String, Attribute> byName;
    private final List<Attribute> id;
    private final List<List<Attribute>> uniqueKeys;
    private final List<Order> defaultOrder;
    private final @Nullable RecordShape<E> shape;
    private final @Nullable Attribute version;
    private final @Nullable IdArray idArray;
    private final int[] required;
    private final int[] converted;
    private final boolean marksNewRows;
    private final boolean readOnly;
    private final boolean plainRecord;
    private final Distribution distribution;

    EntityType(
            Class<E> javaType,
            String name,
            String table,
            List<Attribute> attributes,
            List<Attribute> id,
            List<List<Attribute>> uniqueKeys,
            List<Order> defaultOrder,
            @Nullable RecordShape<E> shape,
            @Nullable IdArray idArray,
            boolean marksNewRows,
            boolean readOnly,
            boolean plainRecord,
            Distribution distribution) {
        this.javaType = javaType;
        this.name = name;
        this.table = table;
        this.attributes = List.copyOf(attributes);
        this.byName = attributes.stream().collect(Collectors.toMap(Attribute::name, Function.identity()));
        this.id = List.copyOf(id);
        this.uniqueKeys = List.copyOf(uniqueKeys);
        this.defaultOrder = List.copyOf(defaultOrder);
        this.shape = shape;
        this.idArray = idArray;
        this.marksNewRows = marksNewRows;
        this.readOnly = readOnly;
        this.plainRecord = plainRecord;
        this.distribution = distribution;
        this.version = attributes.stream()
                .filter(attribute -> attribute.generation() == Generation.VERSION)
                .findFirst()
                .orElse(null);
        this.converted = shape == null
                ? new int[0]
                : attributes.stream()
                        .filter(attribute -> attribute.converter() != null)
                        .mapToInt(Attribute::index)
                        .toArray();
        this.required = shape == null
                ? new int[0]
                : attributes.stream()
                        .filter(attribute -> !attribute.nullable() && !attribute.primitive())
                        .mapToInt(Attribute::index)
                        .toArray();
    }

    /** Makes the type of links that have no record: rows of a table, or the elements of an array of ids. */
    static EntityType<Object[]> ofLinks(
            String table,
            List<Attribute> attributes,
            List<Attribute> pair,
            @Nullable IdArray idArray,
            Distribution distribution) {
        return new EntityType<>(
                Object[].class,
                table,
                table,
                attributes,
                pair,
                List.of(),
                List.of(),
                null,
                idArray,
                false,
                false,
                false,
                distribution);
    }

    /** Returns the components of a key that may be set to null: nullable, and outside the id. */
    List<Attribute> clearable(List<Attribute> key) {
        return key.stream()
                .filter(attribute -> attribute.nullable() && !id.contains(attribute))
                .toList();
    }

    /** Returns the table without its schema; a junction is in the schema of its owner. */
    String unqualifiedTable() {
        return table.substring(table.lastIndexOf('.') + 1);
    }

    /**
     * Answers the record's class.
     *
     * @return the class; {@code Object[].class} for a junction
     */
    public Class<E> javaType() {
        return javaType;
    }

    /**
     * Answers the name used in messages.
     *
     * @return the record's simple name, or the junction's table
     */
    public String name() {
        return name;
    }

    /**
     * Answers the table.
     *
     * @return its name, unquoted
     */
    public String table() {
        return table;
    }

    /**
     * Answers all attributes, in the order of the record's components.
     *
     * @return the attributes, unmodifiable
     */
    public List<Attribute> attributes() {
        return attributes;
    }

    /**
     * Answers the components of the id.
     *
     * @return one or more attributes, unmodifiable; none where a {@link #readOnly()} type has no id
     */
    public List<Attribute> id() {
        return id;
    }

    /**
     * Answers the attributes by which messages name a row.
     *
     * @return the id, or the first attribute where there is none
     */
    public List<Attribute> naming() {
        return id.isEmpty() ? attributes.subList(0, 1) : id;
    }

    /**
     * Tells whether the rows are only read, as {@link dev.relata.model.ReadOnly} on the record says.
     *
     * @return true of a type whose rows Relata does not write and whose table it does not create
     */
    public boolean readOnly() {
        return readOnly;
    }

    /**
     * Returns where a cluster keeps the rows.
     *
     * @return the hint of the model, {@link Distribution#NONE} where it gives none
     */
    public Distribution distribution() {
        return distribution;
    }

    /**
     * Answers the unique keys besides the id.
     *
     * @return each key's attributes, unmodifiable
     */
    public List<List<Attribute>> uniqueKeys() {
        return uniqueKeys;
    }

    /**
     * Answers what counts the changes of a row.
     *
     * @return the {@link Version} attribute, empty where the type has none
     */
    public Optional<Attribute> version() {
        return Optional.ofNullable(version);
    }

    /**
     * Answers the version under which a row is inserted.
     *
     * @param given the version of the draft
     * @return the same, but the first one after it where it marks rows that are not stored
     */
    public @Nullable Object firstVersion(@Nullable Object given) {
        Attribute counted = version;
        if (!marksNewRows
                || counted == null
                || !counted.counts()
                || given instanceof Number number && number.longValue() != 0) {
            return given;
        }
        long first = counted.primitive() ? 1 : 0;
        return counted.valueClass() == Integer.class ? (Object) (int) first : (Object) first;
    }

    /**
     * Tells whether a record is nothing but the values that it is made of, as far as that can be told from its class file.
     *
     * @return true where the constructor only stores the components, all of which are attributes, and the accessors only return them
     */
    public boolean plainRecord() {
        return plainRecord;
    }

    /**
     * Answers the order that {@link OrderBy} gives.
     *
     * @return the terms, empty where there is none
     */
    public List<Order> defaultOrder() {
        return defaultOrder;
    }

    /**
     * Answers where the rows are kept, where they are links without rows of their own.
     *
     * @return the array of ids in the owner's rows, empty for rows in a table
     */
    public Optional<IdArray> idArray() {
        return Optional.ofNullable(idArray);
    }

    /**
     * Finds an attribute by its component's name.
     *
     * @param component the name
     * @return the attribute, empty where there is none
     */
    public Optional<Attribute> find(String component) {
        return Optional.ofNullable(byName.get(component));
    }

    /**
     * Answers an attribute by its component's name.
     *
     * @param component the name
     * @return the attribute
     * @throws IllegalArgumentException where there is none
     */
    public Attribute attribute(String component) {
        return find(component)
                .orElseThrow(() -> new IllegalArgumentException(name + " has no component " + component + "; it has "
                        + attributes.stream().map(Attribute::name).toList()));
    }

    /**
     * Takes a record apart.
     *
     * @param entity the record
     * @return a new array of its values as they are stored, in the order of {@link #attributes()}
     */
    public @Nullable Object[] values(E entity) {
        RefusedException.unlessNull(entity, name, "the row");
        if (shape == null) {
            return ((@Nullable Object[]) entity).clone();
        }
        @Nullable Object[] values = shape.values(entity);
        for (int index : converted) {
            values[index] = attributes.get(index).toStored(values[index]);
        }
        return values;
    }

    /**
     * Reads one attribute.
     *
     * @param entity the record
     * @param attribute one of {@link #attributes()}
     * @return its value as it is stored
     */
    public @Nullable Object value(E entity, Attribute attribute) {
        RefusedException.unlessNull(entity, name, "the row");
        if (shape == null) {
            return ((@Nullable Object[]) entity)[attribute.index()];
        }
        Object value = shape.value(entity, attribute.index());
        return attribute.converter() == null ? value : attribute.toStored(value);
    }

    /**
     * Tells whether a stored row has a value wherever one is required.
     *
     * @param values its values, in the order of {@link #attributes()}
     * @return false where an attribute is null that is not {@code @Nullable}
     */
    public boolean complete(@Nullable Object[] values) {
        return attributes.stream()
                .allMatch(attribute ->
                        values[attribute.index()] != null || attribute.nullable() && !attribute.primitive());
    }

    /**
     * Puts the record of a stored row together.
     *
     * @param values its values, in the order of {@link #attributes()}
     * @return the record
     * @throws InvalidValueException where a component that is not {@code @Nullable} is null, unless the record's own
     *     constructor puts a value in its place
     */
    public E instantiate(@Nullable Object[] values) {
        for (int index : required) {
            if (values[index] == null) {
                return filled(values, attributes.get(index));
            }
        }
        return copy(values);
    }

    private E filled(@Nullable Object[] values, Attribute missing) {
        E row;
        try {
            row = copy(values);
        } catch (RuntimeException e) {
            throw nullFor(missing, values);
        }
        for (int index : required) {
            if (values[index] == null && value(row, attributes.get(index)) == null) {
                throw nullFor(attributes.get(index), values);
            }
        }
        return row;
    }

    /**
     * Creates a record from values that are not stored yet. Unlike {@link #instantiate}, it accepts null for a required component,
     * since a draft may leave that to the store.
     *
     * @param values the stored form of each value, in the order of {@link #attributes()}
     * @return the record
     * @throws InvalidValueException if the record's constructor throws, a primitive component is null, or a converter refuses a
     *     value
     */
    public E copy(@Nullable Object[] values) {
        if (shape == null) {
            return javaType.cast(values);
        }
        @Nullable Object[] components = components(values);
        try {
            return shape.instantiate(components);
        } catch (RuntimeException e) {
            throw refused(values, e);
        }
    }

    /**
     * Turns the values of a stored row into those that users see.
     *
     * @param values its values, in the order of {@link #attributes()}
     * @return the values of the components, perhaps the same array
     * @throws InvalidValueException if a converter refuses a value
     */
    public @Nullable Object[] components(@Nullable Object[] values) {
        if (converted.length == 0) {
            return values;
        }
        @Nullable Object[] components = values.clone();
        for (int index : converted) {
            components[index] = attributes.get(index).toValue(values[index]);
        }
        return components;
    }

    /** Says which row an error of the record's own constructor is of. */
    private RuntimeException refused(@Nullable Object[] values, RuntimeException error) {
        return attributes.stream()
                .filter(attribute -> attribute.primitive() && values[attribute.index()] == null)
                .findFirst()
                .<RuntimeException>map(attribute -> nullFor(attribute, values))
                .orElseGet(() -> refusal(name, describeId(values), error));
    }

    private String describeId(@Nullable Object[] values) {
        return naming().stream()
                .map(attribute -> attribute.name() + "=" + ValueText.ofKey(values[attribute.index()]))
                .collect(Collectors.joining(", "));
    }

    /**
     * Makes the error of a record's constructor that throws.
     *
     * @param record the name of the record, or of the view
     * @param row the words for the row, such as {@code id=1}, its values written by {@link ValueText}
     * @param error what it threw, the cause of the answer
     * @return the error to signal
     */
    public static InvalidValueException refusal(String record, String row, Throwable error) {
        InvalidValueException refusal = new InvalidValueException(record + " with " + row
                + ": the record's constructor refused the values: " + ValueText.ofError(error)
                + "; let it take what is stored, or correct the row");
        refusal.initCause(error);
        return refusal;
    }

    private InvalidValueException nullFor(Attribute attribute, @Nullable Object[] values) {
        String remedy = attribute.primitive()
                ? attribute.type().getTypeName() + " holds no null: make the component a @Nullable "
                        + attribute.valueClass().getSimpleName() + ", or the column NOT NULL"
                : "the component is not @Nullable: annotate it, or make the column NOT NULL";
        return new InvalidValueException(
                attribute.qualifiedName() + " is null in the row with " + describeId(values) + ", and " + remedy);
    }

    @Override
    public String toString() {
        return name;
    }
}
