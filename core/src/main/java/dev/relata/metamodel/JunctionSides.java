package dev.relata.metamodel;

import dev.relata.error.ModelException;
import dev.relata.model.ComponentRef;
import dev.relata.model.Relationship;
import dev.relata.model.RelationshipMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The relations of one junction, by the end at which they start: a relation, the one that it names as its other side, and those
 * that name either. So the order that one of them keeps is known at both ends.
 *
 * @param own relations that start at the owner of the relation, itself first
 * @param others relations that start at its target
 */
record JunctionSides(List<RelationshipMapping> own, List<RelationshipMapping> others, Constants constants) {

    static JunctionSides of(Declaration declared, Constants constants) {
        RelationshipMapping mapping = declared.mapping();
        List<RelationshipMapping> own = new ArrayList<>(List.of(mapping));
        List<RelationshipMapping> others = naming(mapping, declared.owner(), constants);
        if (mapping.inverseOf() != null) {
            constants
                    .find(declared.target().javaType(), mapping.inverseOf())
                    .map(Relationship::mapping)
                    .filter(other -> other.kind() == mapping.kind())
                    .ifPresent(other -> {
                        others.add(other);
                        own.addAll(naming(other, declared.target(), constants));
                    });
        }
        return new JunctionSides(own, others, constants);
    }

    /** Returns the relations that name one, which starts at a type, as their other side. */
    private static List<RelationshipMapping> naming(
            RelationshipMapping named, EntityType<?> start, Constants constants) {
        List<RelationshipMapping> naming = new ArrayList<>();
        for (Relationship<?, ?> constant : constants.all().keySet()) {
            RelationshipMapping mapping = constant.mapping();
            if (mapping.kind() == named.kind()
                    && mapping.inverseOf() != null
                    && mapping.target().matches(start.javaType())
                    && constants
                            .find(start.javaType(), mapping.inverseOf())
                            .filter(found -> found.mapping() == named)
                            .isPresent()) {
                naming.add(mapping);
            }
        }
        return naming;
    }

    JunctionSides flip() {
        return new JunctionSides(others, own, constants);
    }

    /** Returns the column that keeps the order in a junction without a record; there may be one, and one end that it orders. */
    Optional<String> positionColumn() {
        List<RelationshipMapping> ordered = Stream.of(own, others)
                .flatMap(List::stream)
                .filter(side -> side.positionColumn() != null)
                .toList();
        for (RelationshipMapping further : ordered) {
            RelationshipMapping first = ordered.get(0);
            if (own.contains(first) != own.contains(further)
                    || !Objects.equals(first.positionColumn(), further.positionColumn())) {
                throw refusal(
                        first,
                        further,
                        " are sides of one junction and both ordered(), but it keeps one order: drop it on one of them,"
                                + " or keep the links through(…) a record");
            }
        }
        return ordered.stream().findFirst().map(RelationshipMapping::positionColumn);
    }

    /** Returns the component of a join record that keeps the order of this end, else that of the other end. */
    Optional<ComponentRef> position() {
        List<RelationshipMapping> ordered = Stream.of(own, others)
                .flatMap(side -> side.stream()
                        .filter(relation -> relation.position() != null)
                        .limit(1))
                .toList();
        long names = components(ordered).map(ComponentRef::name).distinct().count();
        if (names < ordered.size()) {
            throw refusal(
                    ordered.get(0),
                    ordered.get(1),
                    " are sides of one relation and both orderedBy one property, which keeps one order: drop it on one of"
                            + " them, or give each a property of its own");
        }
        return components(ordered).findFirst();
    }

    private static Stream<ComponentRef> components(List<RelationshipMapping> sides) {
        return sides.stream().map(RelationshipMapping::position).flatMap(Stream::ofNullable);
    }

    /** Whether the order is that of the owner's targets. */
    boolean ordersTargets() {
        return own.stream().anyMatch(side -> side.positionColumn() != null || side.position() != null);
    }

    /** Names the two in one order, so that both sides report the same error. */
    private ModelException refusal(RelationshipMapping one, RelationshipMapping other, String problem) {
        List<String> names =
                Stream.of(one, other).map(constants::nameOf).sorted().toList();
        return new ModelException(List.of(String.join(" and ", names) + problem));
    }
}
