package dev.relata.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is declared of one junction, by which end it starts at: a relation, the one that it is wired to by name, and those that
 * are wired to either. So the order that one of them keeps is known wherever one looks from.
 *
 * @param own relations that start where one looks from, the one that is looked at first
 * @param others relations that start at the other end
 */
record JunctionSides(List<Structure> own, List<Structure> others, Constants constants) {

    static JunctionSides of(Structure structure, EntityType<?> owner, EntityType<?> target, Constants constants) {
        List<Structure> own = new ArrayList<>(List.of(structure));
        List<Structure> others = naming(structure, owner, constants);
        if (structure.inverseOf != null) {
            constants
                    .find(target.javaType(), structure.inverseOf)
                    .map(other -> other.structure)
                    .filter(other -> other.kind == structure.kind)
                    .ifPresent(other -> {
                        others.add(other);
                        own.addAll(naming(other, target, constants));
                    });
        }
        return new JunctionSides(distinct(own), distinct(others), constants);
    }

    /** Relations that say they are the other side of one that starts at a type. */
    private static List<Structure> naming(Structure named, EntityType<?> start, Constants constants) {
        List<Structure> naming = new ArrayList<>();
        for (Declared<?, ?> constant : constants.all().keySet()) {
            Structure structure = constant.structure;
            if (structure.kind == named.kind
                    && structure.inverseOf != null
                    && structure.target.matches(start.javaType())
                    && constants
                            .find(start.javaType(), structure.inverseOf)
                            .filter(found -> found.structure == named)
                            .isPresent()) {
                naming.add(structure);
            }
        }
        return naming;
    }

    /** Views of a relation share its structure. */
    private static List<Structure> distinct(List<Structure> structures) {
        return structures.stream().distinct().toList();
    }

    JunctionSides flip() {
        return new JunctionSides(others, own, constants);
    }

    /** The column that keeps the order in a junction without a record, or null; a model error where two are told. */
    @Nullable
    String positionColumn() {
        List<Structure> ordered = Stream.concat(own.stream(), others.stream())
                .filter(structure -> structure.positionColumn != null)
                .toList();
        for (Structure further : ordered) {
            Structure first = ordered.get(0);
            if (own.contains(first) != own.contains(further)
                    || !Objects.equals(first.positionColumn, further.positionColumn)) {
                throw RelationshipResolver.error(names(first, further)
                        + " are sides of one junction and both ordered(), but it keeps one order: drop it on one of them,"
                        + " or keep the links through(…) a record");
            }
        }
        return ordered.isEmpty() ? null : ordered.get(0).positionColumn;
    }

    /** The property of a join record that keeps the order of this end, else that of the other end, or null. */
    @Nullable
    Member position() {
        Structure mine = first(own, structure -> structure.position);
        Structure theirs = first(others, structure -> structure.position);
        Member position = mine == null ? null : mine.position;
        Member other = theirs == null ? null : theirs.position;
        if (mine != null && theirs != null && nameOf(position).equals(nameOf(other))) {
            throw RelationshipResolver.error(
                    names(mine, theirs) + " are sides of one relation and both orderedBy one property, which keeps one"
                            + " order: drop it on one of them, or give each a property of its own");
        }
        return position == null ? other : position;
    }

    private static String nameOf(@Nullable Member member) {
        return member == null ? "" : member.name();
    }

    /** Whether the order is that of the targets, seen from here. */
    boolean ordersTargets() {
        return first(own, structure -> structure.positionColumn) != null
                || first(own, structure -> structure.position) != null;
    }

    private static @Nullable Structure first(List<Structure> sides, Function<Structure, @Nullable Object> of) {
        return sides.stream().filter(side -> of.apply(side) != null).findFirst().orElse(null);
    }

    /** In one order, so that both sides tell the same error. */
    private String names(Structure one, Structure other) {
        List<String> names =
                Stream.of(one, other).map(constants::nameOf).sorted().toList();
        return String.join(" and ", names);
    }
}
