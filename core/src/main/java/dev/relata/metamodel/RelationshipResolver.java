package dev.relata.metamodel;

import dev.relata.error.ModelException;
import dev.relata.model.Relationship;
import dev.relata.model.RelationshipMapping;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Finds the types, keys and junctions that declared relationships name. */
final class RelationshipResolver {

    private final EntityTypes entities;
    private final Constants constants;
    private final JunctionResolver junctions;

    RelationshipResolver(EntityTypes entities, Constants constants) {
        this.entities = entities;
        this.constants = constants;
        this.junctions = new JunctionResolver(entities, constants);
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
        return resolve(relationship, List.of());
    }

    /** Resolves a relationship that others may go through, which are on the path. */
    private <S, T> RelationshipType<S, T> resolve(Relationship<S, T> relationship, List<RelationshipMapping> path) {
        RelationshipMapping mapping = relationship.mapping();
        if (mapping.kind().derived()) {
            return through(relationship, path);
        }
        String name = constants.nameOf(relationship);
        Declaration declared = new Declaration(
                name, mapping, entities.find(mapping.owner(), name), entities.find(mapping.target(), name));
        Association association =
                mapping.kind().linked() ? junctions.resolve(declared) : ForeignKeyResolver.resolve(declared);
        return new RelationshipType<>(name, mapping, association, relationship.steps());
    }

    private <S, T> RelationshipType<S, T> through(Relationship<S, T> relationship, List<RelationshipMapping> path) {
        if (path.contains(relationship.mapping())) {
            throw new ModelException(List.of(constants.nameOf(path.get(0)) + " goes through itself: name relationships"
                    + " that lead to its rows without it"));
        }
        List<RelationshipMapping> further = new ArrayList<>(path);
        further.add(relationship.mapping());
        return ThroughResolver.resolve(constants.nameOf(relationship), relationship, segment -> resolve(segment, further));
    }
}
