package dev.relata.model;

import dev.relata.model.Attribute.Generation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds or makes the junction of a many-to-many. */
final class JunctionResolver {

    private final Constants constants;
    private final RelationshipResolver resolver;

    JunctionResolver(Constants constants, RelationshipResolver resolver) {
        this.constants = constants;
        this.resolver = resolver;
    }

    Junction resolve(Structure structure, EntityType<?> owner, EntityType<?> target, String name) {
        if (structure.kind == RelationshipKind.MANY_TO_MANY_THROUGH) {
            return through(structure, owner, target, name);
        }
        if (structure.mirror != null) {
            return resolve(structure.mirror, target, owner, name).flip();
        }
        if (structure.inverseOf != null && !byHand(structure)) {
            Structure other = named(structure.inverseOf, owner, target, name);
            if (other.inverseOf == null || byHand(other) || precedes(target, owner)) {
                return declared(other, target, owner, name).flip();
            }
        }
        return declared(structure, owner, target, name);
    }

    private static boolean byHand(Structure structure) {
        return structure.junctionTable != null || !structure.ownerColumns.isEmpty();
    }

    /** Where both sides name each other, the one whose table comes first in the alphabet names the junction. */
    private static boolean precedes(EntityType<?> type, EntityType<?> other) {
        return type.table().compareTo(other.table()) < 0;
    }

    private Structure named(String constant, EntityType<?> owner, EntityType<?> target, String name) {
        Declared<?, ?> other = constants
                .find(target.javaType(), constant)
                .orElseThrow(() -> RelationshipResolver.error(name + " is inverseOf(\"" + constant + "\"), which "
                        + target.name() + " does not have: it has " + constants.namesIn(target.javaType())));
        boolean fits = other.structure.kind == RelationshipKind.MANY_TO_MANY
                && other.structure.target.matches(owner.javaType());
        if (!fits) {
            throw RelationshipResolver.error(name + " is inverseOf(\"" + constant + "\"), but " + target.name() + "."
                    + constant + " is not a many-to-many to " + owner.name() + ": name the other side of this one");
        }
        return other.structure;
    }

    private Junction declared(Structure structure, EntityType<?> owner, EntityType<?> target, String name) {
        boolean self = owner == target;
        String table = structure.junctionTable == null
                ? owner.table() + "_" + unqualified(target.table())
                : structure.junctionTable;
        List<Attribute> ownerColumns = columns(table, owner, self ? "from_" : "", structure.ownerColumns, 0, name);
        List<Attribute> targetColumns =
                columns(table, target, self ? "to_" : "", structure.targetColumns, ownerColumns.size(), name);
        List<Attribute> all = new ArrayList<>(ownerColumns);
        all.addAll(targetColumns);
        checkDistinct(all, name);
        EntityType<Object[]> type =
                new EntityType<>(Object[].class, table, table, all, all, List.of(), List.of(), null);
        return new Junction(type, ownerColumns, targetColumns);
    }

    private static void checkDistinct(List<Attribute> columns, String name) {
        Set<String> seen = new HashSet<>();
        for (Attribute column : columns) {
            if (!seen.add(column.column())) {
                throw RelationshipResolver.error(name + " names the junction column " + column.column()
                        + " twice: give each its own name in columns(…)");
            }
        }
    }

    /** A junction is in its owner's schema. */
    private static String unqualified(String table) {
        return table.substring(table.lastIndexOf('.') + 1);
    }

    private static List<Attribute> columns(
            String table, EntityType<?> end, String prefix, List<String> given, int offset, String name) {
        if (!given.isEmpty() && given.size() != end.id().size()) {
            throw RelationshipResolver.error(name + " names " + given.size() + " junction column(s) " + given + " for "
                    + end.name() + ", whose id has " + end.id().size() + ": name one for each component");
        }
        List<Attribute> columns = new ArrayList<>();
        for (int i = 0; i < end.id().size(); i++) {
            Attribute id = end.id().get(i);
            String column = given.isEmpty() ? prefix + Naming.snake(end.name()) + "_" + id.column() : given.get(i);
            columns.add(new Attribute(
                    table,
                    column,
                    column,
                    id.type(),
                    id.declaredType(),
                    id.size(),
                    null,
                    false,
                    Generation.NONE,
                    offset + i));
        }
        return columns;
    }

    private Junction through(Structure structure, EntityType<?> owner, EntityType<?> target, String name) {
        if (structure.join == null) {
            throw new IllegalStateException("a relationship through a join record needs one");
        }
        EntityType<?> join = resolver.type(structure.join, name);
        List<Attribute> ownerSide = resolver.attributes(join, structure.ownerSide, name);
        List<Attribute> targetSide = resolver.attributes(join, structure.targetSide, name);
        RelationshipResolver.checkSame(ownerSide, owner.id(), name);
        RelationshipResolver.checkSame(targetSide, target.id(), name);
        return new Junction(join, ownerSide, targetSide);
    }
}
