package dev.relata.spring.observe;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.metamodel.RelationshipType;
import java.util.List;

/**
 * The records and relationships of a model. Immutable.
 *
 * @param types the records
 * @param relationships the relationships
 */
public record ModelDescription(List<TypeDescription> types, List<RelationshipDescription> relationships) {

    /**
     * A record. Immutable.
     *
     * @param name its name in messages
     * @param javaType its class
     * @param table the table or collection
     * @param id the components of its id
     * @param attributes all its components
     */
    public record TypeDescription(
            String name, String javaType, String table, List<String> id, List<AttributeDescription> attributes) {}

    /**
     * A component. Immutable.
     *
     * @param name its name
     * @param column the column or field
     * @param javaType the class of its values
     */
    public record AttributeDescription(String name, String column, String javaType) {}

    /**
     * A relationship. Immutable.
     *
     * @param name the record and the constant, such as {@code Book.AUTHOR}
     * @param kind its kind
     * @param owner the name of the record where it starts
     * @param target the name of the record that it leads to
     * @param optional whether there may be no related row
     */
    public record RelationshipDescription(String name, String kind, String owner, String target, boolean optional) {}

    /**
     * Describes a model.
     *
     * @param model the model
     * @return its description
     */
    public static ModelDescription of(Model model) {
        return new ModelDescription(
                model.entities().stream().map(ModelDescription::type).toList(),
                model.relationships().stream()
                        .map(ModelDescription::relationship)
                        .toList());
    }

    private static TypeDescription type(EntityType<?> type) {
        return new TypeDescription(
                type.name(),
                type.javaType().getName(),
                type.table(),
                type.id().stream().map(Attribute::name).toList(),
                type.attributes().stream()
                        .map(attribute -> new AttributeDescription(
                                attribute.name(),
                                attribute.column(),
                                attribute.valueClass().getTypeName()))
                        .toList());
    }

    private static RelationshipDescription relationship(RelationshipType<?, ?> relationship) {
        return new RelationshipDescription(
                relationship.name(),
                relationship.kind().name(),
                relationship.owner().name(),
                relationship.target().name(),
                relationship.optional());
    }
}
