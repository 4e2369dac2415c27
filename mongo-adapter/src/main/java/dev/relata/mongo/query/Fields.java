package dev.relata.mongo.query;

import dev.relata.model.Attribute;
import dev.relata.model.EntityType;
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
        boolean only = type.id().size() == 1 && type.id().get(0).name().equals(attribute.name());
        return only ? ID : attribute.column();
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
    static boolean optional(EntityType<?> type, Attribute attribute) {
        return attribute.nullable()
                && type.id().stream().noneMatch(id -> id.name().equals(attribute.name()));
    }
}
