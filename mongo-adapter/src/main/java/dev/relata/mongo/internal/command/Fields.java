package dev.relata.mongo.internal.command;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.IdArray;
import java.util.List;

/** Which field of a document an attribute is. Stateless. */
public final class Fields {

    private static final String ID = "_id";

    private Fields() {}

    /**
     * The field of an attribute.
     *
     * @param type the type that the attribute belongs to
     * @param attribute the attribute
     * @return {@code _id} for the only component of an id, else the column
     */
    public static String of(EntityType<?> type, Attribute attribute) {
        EntityType<?> array = type.idArray().map(IdArray::owner).orElse(null);
        boolean only = array == null
                ? single(type) && type.id().get(0).name().equals(attribute.name())
                : single(array) && array.id().get(0).column().equals(attribute.column());
        return only ? ID : attribute.column();
    }

    private static boolean single(EntityType<?> type) {
        return type.id().size() == 1;
    }

    /**
     * The collection of a type's rows.
     *
     * @param type the type
     * @return the table; for links that are kept as an array of ids that of their owner
     */
    public static String collection(EntityType<?> type) {
        return type.idArray().map(array -> array.owner().table()).orElse(type.table());
    }

    /**
     * The fields of several attributes.
     *
     * @param type the type that they belong to
     * @param attributes the attributes
     * @return the fields, in the same order
     */
    public static List<String> of(EntityType<?> type, List<Attribute> attributes) {
        return attributes.stream().map(attribute -> of(type, attribute)).toList();
    }

    /** Whether documents may lack the field; an id is there once it is stored. */
    public static boolean optional(EntityType<?> type, Attribute attribute) {
        return attribute.nullable()
                && type.id().stream().noneMatch(id -> id.name().equals(attribute.name()));
    }
}
