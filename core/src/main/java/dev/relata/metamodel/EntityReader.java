package dev.relata.metamodel;

import dev.relata.error.ModelException;
import dev.relata.internal.record.RecordShape;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.model.Direction;
import dev.relata.model.Distributed;
import dev.relata.model.Id;
import dev.relata.model.OrderBy;
import dev.relata.model.ReadOnly;
import dev.relata.model.RecordMapping;
import dev.relata.model.RecordMapping.Role;
import dev.relata.model.Reference;
import dev.relata.model.Table;
import dev.relata.model.Unique;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an entity's type from its record alone, collecting every error. */
final class EntityReader<E> {

    private final Class<E> type;
    private final RecordMapping mapping;
    private final ModelOptions options;
    private final boolean answered;
    private final List<String> errors;
    private final List<Attribute> attributes = new ArrayList<>();
    private final List<Attribute> id = new ArrayList<>();
    private final Map<String, List<Attribute>> uniqueKeys = new LinkedHashMap<>();

    private EntityReader(
            Class<E> type, RecordMapping mapping, ModelOptions options, boolean answered, List<String> errors) {
        this.type = type;
        this.mapping = mapping;
        this.options = options;
        this.answered = answered;
        this.errors = errors;
    }

    /** Reads the type, adding what is wrong with it; null where nothing can be made of it. */
    static <E> @Nullable EntityType<E> read(Class<E> type, ModelOptions options, List<String> errors) {
        return read(type, options, false, errors);
    }

    /** Reads a record that a statement of the user's own answers, and that needs no id. */
    static <E> @Nullable EntityType<E> answer(Class<E> type, ModelOptions options, List<String> errors) {
        return read(type, options, true, errors);
    }

    private static <E> @Nullable EntityType<E> read(
            Class<E> type, ModelOptions options, boolean answered, List<String> errors) {
        if (!type.isRecord()) {
            errors.add(type.getName() + " is not a record: declare it as a record, entities are plain values");
            return null;
        }
        RecordMapping mapping = options.mapping().apply(type);
        errors.addAll(mapping.errors());
        return new EntityReader<>(type, mapping, options, answered, errors).read();
    }

    private @Nullable EntityType<E> read() {
        RecordShape<E> shape = shape();
        if (shape == null) {
            return null;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (stored(component)) {
                readComponent(component);
            }
        }
        checkReadOnly();
        checkColumns();
        return new EntityType<>(
                type,
                name(),
                table(),
                attributes,
                id,
                List.copyOf(uniqueKeys.values()),
                defaultOrder(),
                shape,
                null,
                marksNewRows(),
                isReadOnly(),
                !answered && shape.plain(),
                answered ? Distribution.NONE : distribution());
    }

    private Distribution distribution() {
        Distributed distributed = type.getAnnotation(Distributed.class);
        boolean reference = type.isAnnotationPresent(Reference.class);
        if (distributed == null) {
            return reference ? Distribution.EVERYWHERE : Distribution.NONE;
        }
        if (reference) {
            errors.add(
                    name() + " is @Distributed and a @Reference: its rows are either divided or everywhere, drop one");
        }
        Attribute column = attributes.stream()
                .filter(attribute -> attribute.column().equals(distributed.value()))
                .findFirst()
                .orElse(null);
        if (column == null) {
            errors.add(
                    name() + " is @Distributed(\"" + distributed.value() + "\"), and has no such column: name one of "
                            + attributes.stream().map(Attribute::column).toList());
            return Distribution.NONE;
        }
        if (!id.contains(column)) {
            errors.add(name() + " is @Distributed(\"" + distributed.value()
                    + "\"), which is not in its id: a cluster keeps keys unique on one node only, annotate "
                    + column.name() + " with @Id");
        }
        uniqueKeys.values().stream()
                .filter(key -> !key.contains(column))
                .forEach(key -> errors.add(name() + " is @Distributed(\"" + distributed.value()
                        + "\"), which its unique key "
                        + key.stream().map(Attribute::name).toList()
                        + " does not hold: a cluster keeps keys unique on one node only, make it a composite @Unique with "
                        + column.name()));
        return Distribution.by(column);
    }

    private boolean isReadOnly() {
        return answered || type.isAnnotationPresent(ReadOnly.class);
    }

    private void checkReadOnly() {
        if (id.isEmpty() && !isReadOnly()) {
            errors.add(name() + " has no @Id: annotate the component, or the components, of its id, or make the record"
                    + " @ReadOnly where its rows are only read, as those of a database view");
        }
        ReadOnly readOnly = type.getAnnotation(ReadOnly.class);
        if (readOnly != null && !readOnly.value().isEmpty()) {
            errors.add(name() + " is @ReadOnly(\"" + readOnly.value()
                    + "\"): an expression belongs to a component, on a record write @ReadOnly alone");
        }
    }

    private String table() {
        Table table = type.getAnnotation(Table.class);
        return GivenNames.name(
                name(),
                "table",
                table == null ? null : table.value(),
                mapping.table(),
                () -> GivenNames.made(options.naming().table(type), name(), "table", errors),
                errors);
    }

    private boolean stored(RecordComponent component) {
        return !mapping.component(component.getName()).is(Role.TRANSIENT);
    }

    private boolean marksNewRows() {
        return attributes.stream()
                .anyMatch(attribute -> mapping.component(attribute.name()).is(Role.VERSION));
    }

    private @Nullable RecordShape<E> shape() {
        try {
            return RecordShape.of(type, this::stored);
        } catch (ModelException e) {
            errors.addAll(e.errors());
            return null;
        }
    }

    private void readComponent(RecordComponent component) {
        RecordMapping.Component said = mapping.component(component.getName());
        Attribute attribute = new ComponentReader(name(), component, said, options, errors).read(attributes.size());
        if (attribute.generation() == Generation.VERSION && versioned()) {
            errors.add(attribute.qualifiedName() + " is a second @Version of " + name()
                    + ": a row has one, drop the others");
        }
        attributes.add(attribute);
        if (RecordShape.annotation(component, Id.class) != null || said.is(Role.ID)) {
            id.add(attribute);
        }
        Unique unique = RecordShape.annotation(component, Unique.class);
        if (unique != null) {
            String key = unique.value().isEmpty() ? "." + attribute.name() : unique.value();
            uniqueKeys.computeIfAbsent(key, any -> new ArrayList<>()).add(attribute);
        }
    }

    private boolean versioned() {
        return attributes.stream().anyMatch(attribute -> attribute.generation() == Generation.VERSION);
    }

    private void checkColumns() {
        Set<String> seen = new HashSet<>();
        for (Attribute attribute : attributes) {
            if (!seen.add(attribute.column())) {
                errors.add(attribute.qualifiedName() + " maps to column " + attribute.column()
                        + ", which another component of " + name() + " has: give one of them a @Column name");
            }
        }
    }

    private List<EntityType.Order> defaultOrder() {
        OrderBy orderBy = type.getAnnotation(OrderBy.class);
        List<EntityType.Order> orders = new ArrayList<>();
        for (String term : orderBy == null ? new String[0] : orderBy.value()) {
            EntityType.Order order = order(term.strip().split("\\s+"));
            if (order == null) {
                errors.add(name() + ": @OrderBy(\"" + term + "\") is not understood: write the name of a component of "
                        + name() + ", optionally followed by asc or desc");
            } else {
                orders.add(order);
            }
        }
        return orders;
    }

    private EntityType.@Nullable Order order(String[] words) {
        boolean directed = words.length == 2 && (words[1].equals("asc") || words[1].equals("desc"));
        if (words.length != 1 && !directed) {
            return null;
        }
        Direction direction = directed && words[1].equals("desc") ? Direction.DESC : Direction.ASC;
        return attributes.stream()
                .filter(attribute -> attribute.name().equals(words[0]))
                .findFirst()
                .map(attribute -> new EntityType.Order(attribute, direction))
                .orElse(null);
    }

    private String name() {
        return type.getSimpleName();
    }
}
