package dev.relata.metamodel;

import dev.relata.error.ModelException;
import dev.relata.model.Naming;
import dev.relata.model.Relationship;
import dev.relata.model.RelationshipMapping;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the types, keys and junctions that declared relationships name. */
final class RelationshipResolver {

    private final EntityTypes entities;
    private final Constants constants;
    private final JunctionResolver junctions;
    /** By the mappings of the constants: their views share it, so that lookups along them are known to be the same. */
    private final Map<RelationshipMapping, Association> known = new IdentityHashMap<>();

    RelationshipResolver(EntityTypes entities, Constants constants, Naming naming) {
        this.entities = entities;
        this.constants = constants;
        this.junctions = new JunctionResolver(entities, constants, naming);
    }

    /** Resolves every constant; adds an error for each one that does not fit, and leaves it out. */
    Map<Relationship<?, ?>, RelationshipType<?, ?>> resolveAll(List<String> errors) {
        Map<Relationship<?, ?>, RelationshipType<?, ?>> resolved = new IdentityHashMap<>();
        // What goes through others follows, so that it shares their junctions.
        for (boolean derived : new boolean[] {false, true}) {
            constants.all().forEach((constant, name) -> {
                if (constant.kind().derived() == derived) {
                    resolve(constant, name, errors).ifPresent(type -> resolved.put(constant, type));
                }
            });
        }
        return resolved;
    }

    private Optional<RelationshipType<?, ?>> resolve(Relationship<?, ?> constant, String name, List<String> errors) {
        try {
            RelationshipType<?, ?> type = resolve(constant);
            known.putIfAbsent(constant.mapping(), type.association());
            return Optional.of(type);
        } catch (ModelException e) {
            e.errors().forEach(error -> errors.add(error.contains(name) ? error : name + ": " + error));
            return Optional.empty();
        }
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
        Association association = known(mapping);
        return new RelationshipType<>(
                name, mapping, association == null ? association(name, mapping) : association, relationship.steps());
    }

    /** The association of a constant's views and of its other side. */
    private @Nullable Association known(RelationshipMapping mapping) {
        RelationshipMapping mirror = mapping.mirror();
        Association otherSide = mirror == null ? null : known.get(mirror);
        return otherSide == null ? known.get(mapping) : otherSide.flip();
    }

    private Association association(String name, RelationshipMapping mapping) {
        Declaration declared = new Declaration(
                name, mapping, entities.find(mapping.owner(), name), entities.find(mapping.target(), name));
        return mapping.kind().linked() ? junctions.resolve(declared) : ForeignKeyResolver.resolve(declared);
    }

    private <S, T> RelationshipType<S, T> through(Relationship<S, T> relationship, List<RelationshipMapping> path) {
        if (path.contains(relationship.mapping())) {
            throw new ModelException(List.of(constants.nameOf(path.get(0)) + " goes through itself: name relationships"
                    + " that lead to its rows without it"));
        }
        List<RelationshipMapping> further = new ArrayList<>(path);
        further.add(relationship.mapping());
        return ThroughResolver.resolve(
                constants.nameOf(relationship), relationship, segment -> resolve(segment, further));
    }
}
