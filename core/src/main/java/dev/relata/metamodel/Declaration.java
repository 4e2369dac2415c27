package dev.relata.metamodel;

import dev.relata.error.ModelException;
import dev.relata.internal.record.WholeNumbers;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.model.ComponentRef;
import dev.relata.model.RelationshipMapping;
import java.util.List;

/**
 * A relationship while it is resolved. Immutable.
 *
 * @param name the name of the constant, with which every error begins
 * @param mapping the declared options; those of the other side after {@link #flip}
 * @param owner the type that the mapping starts from
 * @param target the type that the mapping leads to
 */
record Declaration(String name, RelationshipMapping mapping, EntityType<?> owner, EntityType<?> target) {

    Declaration flip(RelationshipMapping otherSide) {
        return new Declaration(name, otherSide, target, owner);
    }

    void refuseIf(boolean wrong, String problem) {
        if (wrong) {
            throw refusal(problem);
        }
    }

    ModelException refusal(String problem) {
        return new ModelException(List.of(name + " " + problem));
    }

    /** Returns the attributes that components of a type's record name. */
    List<Attribute> attributes(EntityType<?> type, List<ComponentRef> components) {
        return components.stream()
                .map(component -> type.find(component.name())
                        .orElseThrow(() -> refusal("names the property " + component.name() + ", which " + type.name()
                                + " does not have: it has "
                                + type.attributes().stream()
                                        .map(Attribute::name)
                                        .toList())))
                .toList();
    }

    /** Refuses a key that does not fit the key that it refers to. */
    void checkKey(List<Attribute> key, List<Attribute> references) {
        key.forEach(this::checkKept);
        references.forEach(this::checkKept);
        refuseIf(
                key.size() != references.size(),
                "has a key of " + key.size() + " component(s) " + names(key) + ", but refers to " + references.size()
                        + " " + names(references) + ": give one property for each, key(A::x, A::y)");
        for (int i = 0; i < key.size(); i++) {
            Class<?> type = key.get(i).componentClass();
            Class<?> referred = references.get(i).componentClass();
            // Stores compare whole numbers of all sizes.
            boolean numbers = WholeNumbers.holds(type) && WholeNumbers.holds(referred);
            if (type != referred && !numbers) {
                throw new ModelException(List.of(name + ": " + key.get(i).qualifiedName() + " is of type "
                        + type.getSimpleName() + ", but " + references.get(i).qualifiedName() + " is of type "
                        + referred.getSimpleName() + ": give both the same type"));
            }
        }
    }

    /** An attribute that every update of a row changes would lose the rows that the relationship connects. */
    private void checkKept(Attribute attribute) {
        refuseIf(
                attribute.generation() == Generation.VERSION || attribute.generation() == Generation.UPDATED_AT,
                "goes by " + attribute.qualifiedName() + ", which every update of the row changes:"
                        + " give a property that keeps its value");
    }

    static List<String> names(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::qualifiedName).toList();
    }
}
