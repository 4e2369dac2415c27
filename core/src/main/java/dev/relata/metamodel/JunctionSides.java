package dev.relata.metamodel;

import dev.relata.model.Member;
import dev.relata.model.Relationship;
import dev.relata.model.RelationshipMapping;
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
record JunctionSides(List<RelationshipMapping> own, List<RelationshipMapping> others, Constants constants) {

    static JunctionSides of(
            RelationshipMapping mapping, EntityType<?> owner, EntityType<?> target, Constants constants) {
        List<RelationshipMapping> own = new ArrayList<>(List.of(mapping));
        List<RelationshipMapping> others = naming(mapping, owner, constants);
        if (mapping.inverseOf() != null) {
            constants
                    .find(target.javaType(), mapping.inverseOf())
                    .map(other -> other.mapping())
                    .filter(other -> other.kind() == mapping.kind())
                    .ifPresent(other -> {
                        others.add(other);
                        own.addAll(naming(other, target, constants));
                    });
        }
        return new JunctionSides(distinct(own), distinct(others), constants);
    }

    /** Relations that say they are the other side of one that starts at a type. */
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

    /** Views of a relation share its mapping. */
    private static List<RelationshipMapping> distinct(List<RelationshipMapping> mappings) {
        return mappings.stream().distinct().toList();
    }

    JunctionSides flip() {
        return new JunctionSides(others, own, constants);
    }

    /** The column that keeps the order in a junction without a record, or null; a model error where two are told. */
    @Nullable
    String positionColumn() {
        List<RelationshipMapping> ordered = Stream.concat(own.stream(), others.stream())
                .filter(mapping -> mapping.positionColumn() != null)
                .toList();
        for (RelationshipMapping further : ordered) {
            RelationshipMapping first = ordered.get(0);
            if (own.contains(first) != own.contains(further)
                    || !Objects.equals(first.positionColumn(), further.positionColumn())) {
                throw RelationshipResolver.error(names(first, further)
                        + " are sides of one junction and both ordered(), but it keeps one order: drop it on one of them,"
                        + " or keep the links through(…) a record");
            }
        }
        return ordered.isEmpty() ? null : ordered.get(0).positionColumn();
    }

    /** The property of a join record that keeps the order of this end, else that of the other end, or null. */
    @Nullable
    Member position() {
        RelationshipMapping mine = first(own, mapping -> mapping.position());
        RelationshipMapping theirs = first(others, mapping -> mapping.position());
        Member position = mine == null ? null : mine.position();
        Member other = theirs == null ? null : theirs.position();
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
        return first(own, mapping -> mapping.positionColumn()) != null
                || first(own, mapping -> mapping.position()) != null;
    }

    private static @Nullable RelationshipMapping first(
            List<RelationshipMapping> sides, Function<RelationshipMapping, @Nullable Object> of) {
        return sides.stream().filter(side -> of.apply(side) != null).findFirst().orElse(null);
    }

    /** In one order, so that both sides tell the same error. */
    private String names(RelationshipMapping one, RelationshipMapping other) {
        List<String> names =
                Stream.of(one, other).map(constants::nameOf).sorted().toList();
        return String.join(" and ", names);
    }
}
