package dev.relata.metamodel;

import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.Attribute.Size;
import dev.relata.model.LinkStorage;
import dev.relata.model.Member;
import dev.relata.model.Relationship;
import dev.relata.model.RelationshipKind;
import dev.relata.model.RelationshipMapping;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds or makes the junction of a many-to-many. */
final class JunctionResolver {

    private final Constants constants;
    private final RelationshipResolver resolver;

    JunctionResolver(Constants constants, RelationshipResolver resolver) {
        this.constants = constants;
        this.resolver = resolver;
    }

    Junction resolve(RelationshipMapping mapping, EntityType<?> owner, EntityType<?> target, String name) {
        if (mapping.mirror() != null) {
            return resolve(mapping.mirror(), target, owner, name).flip();
        }
        if (mapping.kind() == RelationshipKind.MANY_TO_MANY_THROUGH) {
            return through(mapping, owner, target, name);
        }
        JunctionSides sides = JunctionSides.of(mapping, owner, target, constants);
        if (mapping.inverseOf() != null && !byHand(mapping)) {
            RelationshipMapping other = named(mapping.inverseOf(), owner, target, name);
            if (other.inverseOf() == null || byHand(other) || precedes(target, owner)) {
                return declared(other, sides.flip(), target, owner, name).flip();
            }
        }
        return declared(mapping, sides, owner, target, name);
    }

    private static boolean byHand(RelationshipMapping mapping) {
        return mapping.junctionTable() != null
                || !mapping.ownerColumns().isEmpty()
                || mapping.storage() == LinkStorage.ID_ARRAY;
    }

    /** Where both sides name each other, the one whose table comes first in the alphabet names the junction. */
    private static boolean precedes(EntityType<?> type, EntityType<?> other) {
        return type.table().compareTo(other.table()) < 0;
    }

    private RelationshipMapping named(String constant, EntityType<?> owner, EntityType<?> target, String name) {
        Relationship<?, ?> other = constants
                .find(target.javaType(), constant)
                .orElseThrow(() -> RelationshipResolver.error(name + " is inverseOf(\"" + constant + "\"), which "
                        + target.name() + " does not have: it has " + constants.namesIn(target.javaType())));
        boolean fits = other.mapping().kind() == RelationshipKind.MANY_TO_MANY
                && other.mapping().target().matches(owner.javaType());
        if (!fits) {
            throw RelationshipResolver.error(name + " is inverseOf(\"" + constant + "\"), but " + target.name() + "."
                    + constant + " is not a many-to-many to " + owner.name() + ": name the other side of this one");
        }
        return other.mapping();
    }

    private Junction declared(
            RelationshipMapping mapping, JunctionSides sides, EntityType<?> owner, EntityType<?> target, String name) {
        checkSymmetry(mapping, owner, target, name);
        if (mapping.storage() == LinkStorage.ID_ARRAY) {
            return IdArrayResolver.resolve(mapping, sides, owner, target, name);
        }
        if (mapping.exclusive()) {
            throw RelationshipResolver.error(name + " says nowhere which rows are an owner's: name the target's key,"
                    + " oneToMany(" + owner.name() + ".class, " + target.name() + "::…), or add storedAs(ID_ARRAY)");
        }
        if (mapping.arrayField() != null) {
            throw RelationshipResolver.error(name + " names the field " + mapping.arrayField()
                    + ", which only storedAs(ID_ARRAY, …) has: drop the name, or name the junction(…)");
        }
        boolean self = owner == target;
        String table = mapping.junctionTable() == null
                ? owner.table() + "_" + unqualified(target.table())
                : mapping.junctionTable();
        List<Attribute> ownerColumns = columns(table, owner, self ? "from_" : "", mapping.ownerColumns(), 0, name);
        List<Attribute> targetColumns =
                columns(table, target, self ? "to_" : "", mapping.targetColumns(), ownerColumns.size(), name);
        List<Attribute> pair = new ArrayList<>(ownerColumns);
        pair.addAll(targetColumns);
        List<Attribute> all = new ArrayList<>(pair);
        Attribute position = position(sides, table, pair.size());
        if (position != null) {
            all.add(position);
        }
        checkDistinct(all, name);
        EntityType<Object[]> type =
                new EntityType<>(Object[].class, table, table, all, pair, List.of(), List.of(), null);
        return new Junction(type, ownerColumns, targetColumns, position, sides.ordersTargets());
    }

    private static @Nullable Attribute position(JunctionSides sides, String table, int index) {
        String column = sides.positionColumn();
        return column == null
                ? null
                : new Attribute(
                        table, column, column, int.class, null, Size.DEFAULT, null, false, Generation.NONE, index);
    }

    private static void checkSymmetry(
            RelationshipMapping mapping, EntityType<?> owner, EntityType<?> target, String name) {
        if (!mapping.symmetrical()) {
            return;
        }
        if (owner != target) {
            throw RelationshipResolver.error(name + " is symmetrical(), but leads from " + owner.name() + " to "
                    + target.name() + ": only a relation of a type to itself can be");
        }
        if (mapping.positionColumn() != null || mapping.inverseOf() != null) {
            throw RelationshipResolver.error(name + " is symmetrical(), so both directions are one relation: it can be"
                    + " neither ordered() nor inverseOf(…) another");
        }
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

    private Junction through(RelationshipMapping mapping, EntityType<?> owner, EntityType<?> target, String name) {
        if (mapping.join() == null) {
            throw new IllegalStateException("a relationship through a join record needs one");
        }
        EntityType<?> join = resolver.type(mapping.join(), name);
        List<Attribute> ownerSide = resolver.attributes(join, mapping.ownerSide(), name);
        List<Attribute> targetSide = resolver.attributes(join, mapping.targetSide(), name);
        RelationshipResolver.checkSame(ownerSide, owner.id(), name);
        RelationshipResolver.checkSame(targetSide, target.id(), name);
        if (mapping.storage() == LinkStorage.ID_ARRAY) {
            throw RelationshipResolver.error(
                    name + " is storedAs(ID_ARRAY) and goes through(…) a record: an array of ids"
                            + " has no room for a link's data; drop one of the two");
        }
        if (mapping.symmetrical() || mapping.positionColumn() != null) {
            throw RelationshipResolver.error(
                    name + " is symmetrical() or ordered() and goes through(…) a record: link both"
                            + " directions yourself, or order it by a property of the record, orderedBy(…)");
        }
        JunctionSides sides = JunctionSides.of(mapping, owner, target, constants);
        Member member = sides.position();
        if (member == null) {
            return new Junction(join, ownerSide, targetSide);
        }
        Attribute position = resolver.attributes(join, List.of(member), name).get(0);
        Junction ordered = new Junction(join, ownerSide, targetSide, position, sides.ordersTargets());
        checkPosition(ordered, position, name);
        return ordered;
    }

    private static void checkPosition(Junction junction, Attribute position, String name) {
        boolean number = position.type() == int.class || position.type() == long.class;
        if (!number || junction.pair().contains(position) || position.generation() == Generation.VERSION) {
            throw RelationshipResolver.error(name + " is orderedBy " + position.qualifiedName() + ", of type "
                    + position.valueClass().getSimpleName() + ": give an int or a long that is no key and no @Version");
        }
        if (!junction.pairIsUnique()) {
            throw RelationshipResolver.error(name + " is orderedBy " + position.qualifiedName() + ", but "
                    + junction.type().name() + " may link one pair many times: make the pair @Unique");
        }
    }
}
