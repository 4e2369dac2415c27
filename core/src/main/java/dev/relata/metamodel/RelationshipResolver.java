package dev.relata.metamodel;

import dev.relata.error.ModelException;
import dev.relata.model.Naming;
import dev.relata.model.Relationship;
import dev.relata.model.RelationshipMapping;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Finds the types, keys and junctions that declared relationships name. */
final class RelationshipResolver {

    private final EntityTypes entities;
    private final Constants constants;
    private final JunctionResolver junctions;

    RelationshipResolver(EntityTypes entities, Constants constants, Naming naming) {
        this.entities = entities;
        this.constants = constants;
        this.junctions = new JunctionResolver(entities, constants, naming);
    }

    /** Resolves every constant; adds an error for each one that does not fit, and leaves it out. */
    Map<Relationship<?, ?>, RelationshipType<?, ?>> resolveAll(List<String> errors) {
        Map<Relationship<?, ?>, RelationshipType<?, ?>> resolved = new IdentityHashMap<>();
        constants.all().forEach((constant, name) -> {
            try {
                resolved.put(constant, resolve(constant));
            } catch (ModelException e) {
                e.errors().forEach(error -> errors.add(error.contains(name) ? error : name + ": " + error));
            }
        });
        return resolved;
    }

    /** Resolves one relationship; throws the first error. */
    <S, T> RelationshipType<S, T> resolve(Relationship<S, T> relationship) {
        RelationshipMapping mapping = relationship.mapping();
        String name = constants.nameOf(relationship);
        Declaration declared = new Declaration(
                name, mapping, entities.find(mapping.owner(), name), entities.find(mapping.target(), name));
        Association association =
                mapping.kind().linked() ? junctions.resolve(declared) : ForeignKeyResolver.resolve(declared);
        return new RelationshipType<>(name, mapping, association, relationship.steps());
    }
}
