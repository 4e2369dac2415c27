package dev.relata.spi;

import dev.relata.error.ConstraintViolationException;
import dev.relata.error.ModelException;
import dev.relata.error.Reason;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.metamodel.Model;
import dev.relata.metamodel.RelationshipType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The types of the rows that a store keeps for a model. Stateless. */
public final class StoredEntities {

    private StoredEntities() {}

    /**
     * Returns the types of a model, one for each table.
     *
     * @param model the model
     * @return the records in the order of the model, then the junctions without a record, also those that are kept as arrays of
     *     ids
     */
    public static List<EntityType<?>> of(Model model) {
        Map<String, EntityType<?>> types = new LinkedHashMap<>();
        model.entities().forEach(type -> types.merge(type.table(), type, StoredEntities::written));
        junctions(model)
                .forEach(junction -> types.merge(junction.type().table(), junction.type(), StoredEntities::written));
        return List.copyOf(types.values());
    }

    /** Of several types of one table all but one are only read. */
    private static EntityType<?> written(EntityType<?> one, EntityType<?> other) {
        return one.readOnly() ? other : one;
    }

    /**
     * Checks every attribute that a store would keep, so that a model it cannot keep is refused when it is opened.
     *
     * @param model the model
     * @param check throws {@link IllegalArgumentException}, with the reason, for an attribute that the store cannot keep
     * @throws ModelException where there is such an attribute, naming them all
     */
    public static void check(Model model, Consumer<? super Attribute> check) {
        List<String> errors = new ArrayList<>();
        for (Attribute attribute : attributes(model)) {
            try {
                check.accept(attribute);
            } catch (IllegalArgumentException e) {
                errors.add(attribute.qualifiedName() + ": " + e.getMessage());
            }
        }
        if (!errors.isEmpty()) {
            throw new ModelException(errors);
        }
    }

    /**
     * Checks the name of every table that a store would keep, junctions among them.
     *
     * @param model the model
     * @param check throws {@link IllegalArgumentException}, with the reason, for a name that the store does not take as it is
     * @throws ModelException where there is such a name, naming them all
     */
    public static void checkTables(Model model, Consumer<? super String> check) {
        List<String> errors = new ArrayList<>();
        for (EntityType<?> type : of(model)) {
            try {
                check.accept(type.table());
            } catch (IllegalArgumentException e) {
                errors.add("the table of " + type.name() + ": " + e.getMessage());
            }
        }
        if (!errors.isEmpty()) {
            throw new ModelException(errors);
        }
    }

    /**
     * Tells whether stored rows always have a value of an attribute.
     *
     * @param type the type
     * @param attribute one of its attributes
     * @return true for all that are not nullable and for the id, which may be null before it is stored
     */
    public static boolean required(EntityType<?> type, Attribute attribute) {
        return !attribute.nullable() || type.id().contains(attribute);
    }

    /**
     * Refuses a row without a value that is required.
     *
     * @param label what the row is written for
     * @param type the type
     * @param attribute one of its attributes
     * @param value the value
     * @throws ConstraintViolationException where the value is null and may not be
     */
    public static void requireValue(String label, EntityType<?> type, Attribute attribute, @Nullable Object value) {
        if (value == null && required(type, attribute)) {
            throw new ConstraintViolationException(
                    label + ": " + attribute.qualifiedName() + " is null and may not be; give a value",
                    Reason.NOT_NULL,
                    null,
                    null,
                    null);
        }
    }

    private static Set<Attribute> attributes(Model model) {
        Set<Attribute> attributes = new LinkedHashSet<>();
        model.entities().forEach(type -> attributes.addAll(type.attributes()));
        junctions(model).forEach(junction -> attributes.addAll(junction.type().attributes()));
        return attributes;
    }

    private static Stream<Junction> junctions(Model model) {
        return model.relationships().stream().map(RelationshipType::junction).flatMap(Stream::ofNullable);
    }
}
