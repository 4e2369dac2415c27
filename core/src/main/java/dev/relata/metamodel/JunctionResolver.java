package dev.relata.metamodel;

import dev.relata.metamodel.Attribute.Generation;
import dev.relata.model.LinkStorage;
import dev.relata.model.Naming;
import dev.relata.model.Relationship;
import dev.relata.model.RelationshipMapping;
import dev.relata.model.TypeRef;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds or makes the junction of a relationship by links. */
final class JunctionResolver {

    private final EntityTypes entities;
    private final Constants constants;
    private final Naming naming;

    JunctionResolver(EntityTypes entities, Constants constants, Naming naming) {
        this.entities = entities;
        this.constants = constants;
        this.naming = naming;
    }

    Association resolve(Declaration declared) {
        EntityType<?> owner = declared.owner();
        EntityType<?> target = declared.target();
        refuseWithoutId(declared, owner);
        refuseWithoutId(declared, target);
        return new Association(owner, owner.id(), junction(declared), target, target.id());
    }

    private static void refuseWithoutId(Declaration declared, EntityType<?> end) {
        declared.refuseIf(
                end.id().isEmpty(),
                "links rows of " + end.name()
                        + ", which has no id for links to refer to: annotate with @Id what no two of"
                        + " its rows share, or declare a relationship by a key");
    }

    private Junction junction(Declaration declared) {
        RelationshipMapping mapping = declared.mapping();
        if (mapping.mirror() != null) {
            return junction(declared.flip(mapping.mirror())).flip();
        }
        JunctionSides sides = JunctionSides.of(declared, constants);
        if (mapping.join() != null) {
            return ofRecord(declared, mapping.join(), sides);
        }
        if (mapping.inverseOf() != null && !mapping.placesLinks()) {
            Declaration other = declared.flip(otherSide(declared, mapping.inverseOf()));
            // Where both sides name each other, the one whose table comes first in the alphabet names the junction.
            boolean first = other.owner().table().compareTo(other.target().table()) < 0;
            if (other.mapping().inverseOf() == null || other.mapping().placesLinks() || first) {
                return withoutRecord(other, sides.flip()).flip();
            }
        }
        return withoutRecord(declared, sides);
    }

    private RelationshipMapping otherSide(Declaration declared, String constant) {
        EntityType<?> target = declared.target();
        RelationshipMapping other = constants
                .find(target.javaType(), constant)
                .<RelationshipMapping>map(Relationship::mapping)
                .orElseThrow(() -> declared.refusal("is inverseOf(\"" + constant + "\"), which " + target.name()
                        + " does not have: it has " + constants.namesIn(target.javaType())));
        boolean fits = other.kind() == declared.mapping().kind()
                && other.target().matches(declared.owner().javaType());
        declared.refuseIf(
                !fits,
                "is inverseOf(\"" + constant + "\"), but " + target.name() + "." + constant
                        + " is not a many-to-many to " + declared.owner().name() + ": name the other side of this one");
        return other;
    }

    private Junction withoutRecord(Declaration declared, JunctionSides sides) {
        RelationshipMapping mapping = declared.mapping();
        checkSymmetry(declared);
        if (mapping.storage() == LinkStorage.ID_ARRAY) {
            return IdArrayResolver.resolve(declared, sides, naming);
        }
        EntityType<?> owner = declared.owner();
        EntityType<?> target = declared.target();
        declared.refuseIf(
                mapping.exclusive(),
                "says nowhere which rows are an owner's: name the target's key, oneToMany(" + owner.name() + ".class, "
                        + target.name() + "::…), or add storedAs(ID_ARRAY)");
        declared.refuseIf(
                mapping.arrayField() != null,
                "names the field " + mapping.arrayField()
                        + ", which only storedAs(ID_ARRAY, …) has: drop the name, or name the junction(…)");
        String table = mapping.junctionTable() == null
                ? naming.junction(owner.table(), target.unqualifiedTable())
                : mapping.junctionTable();
        boolean self = owner == target;
        List<Attribute> all = new ArrayList<>();
        List<Attribute> ownerColumns = addKey(all, table, declared, owner, self ? "from" : "", mapping.ownerColumns());
        List<Attribute> targetColumns = addKey(all, table, declared, target, self ? "to" : "", mapping.targetColumns());
        checkApart(declared, ownerColumns, targetColumns);
        List<Attribute> pair = List.copyOf(all);
        Attribute position = sides.positionColumn()
                .map(column -> Attribute.ofPosition(table, column, pair.size()))
                .orElse(null);
        if (position != null) {
            all.add(position);
        }
        checkDistinct(declared, all);
        return new Junction(
                EntityType.ofLinks(table, all, pair, null, distribution(owner, ownerColumns, target, targetColumns)),
                ownerColumns,
                targetColumns,
                position,
                sides.ordersTargets());
    }

    private static void checkSymmetry(Declaration declared) {
        RelationshipMapping mapping = declared.mapping();
        declared.refuseIf(
                mapping.symmetrical() && declared.owner() != declared.target(),
                "is symmetrical(), but leads from " + declared.owner().name() + " to "
                        + declared.target().name() + ": only a relation of a type to itself can be");
        declared.refuseIf(
                mapping.symmetrical() && (mapping.positionColumn() != null || mapping.inverseOf() != null),
                "is symmetrical(), so both directions are one relation: it can be neither ordered() nor inverseOf(…)"
                        + " another");
    }

    /** Adds the columns that refer to one end, but for those that the other end has too, and returns them. */
    private List<Attribute> addKey(
            List<Attribute> all,
            String table,
            Declaration declared,
            EntityType<?> end,
            String prefix,
            List<String> given) {
        List<Attribute> others = List.copyOf(all);
        List<Attribute> id = end.id();
        declared.refuseIf(
                !given.isEmpty() && given.size() != id.size(),
                "names " + given.size() + " junction column(s) " + given + " for " + end.name() + ", whose id has "
                        + id.size() + ": name one for each component");
        List<Attribute> key = new ArrayList<>();
        for (int i = 0; i < id.size(); i++) {
            Attribute part = id.get(i);
            String column = given.isEmpty() ? column(declared, end, part, prefix) : given.get(i);
            Attribute shared = others.stream()
                    .filter(other -> other.column().equals(column))
                    .findFirst()
                    .orElse(null);
            declared.refuseIf(
                    shared != null && shared.valueClass() != part.valueClass(),
                    "names the junction column " + column
                            + " for both ends, whose components are of different types: give"
                            + " each its own name in columns(…)");
            Attribute own = shared != null ? shared : Attribute.ofLink(table, column, part, part.size(), all.size());
            if (shared == null) {
                all.add(own);
            }
            key.add(own);
        }
        return List.copyOf(key);
    }

    /** Ends that a cluster divides by columns of one name share that column in the junction, so that their links are beside them. */
    private String column(Declaration declared, EntityType<?> end, Attribute part, String prefix) {
        boolean shared = isDivider(declared.owner(), part.column())
                && isDivider(declared.target(), part.column())
                && isDivider(end, part.column());
        return shared ? part.column() : naming.reference(component(prefix, end.name()), part.column());
    }

    private static boolean isDivider(EntityType<?> type, String column) {
        return type.distribution().by().filter(by -> by.column().equals(column)).isPresent();
    }

    private static Distribution distribution(
            EntityType<?> owner, List<Attribute> ownerColumns, EntityType<?> target, List<Attribute> targetColumns) {
        Attribute divider = divider(owner, ownerColumns);
        if (divider == null) {
            divider = divider(target, targetColumns);
        }
        if (divider != null) {
            return Distribution.by(divider);
        }
        boolean everywhere =
                owner.distribution().everywhere() && target.distribution().everywhere();
        return everywhere ? Distribution.EVERYWHERE : Distribution.NONE;
    }

    private static @Nullable Attribute divider(EntityType<?> end, List<Attribute> columns) {
        return end.distribution()
                .by()
                .map(end.id()::indexOf)
                .filter(place -> place >= 0)
                .map(columns::get)
                .orElse(null);
    }

    /** A link is of two rows: each end has a column of its own. */
    private static void checkApart(Declaration declared, List<Attribute> ownerColumns, List<Attribute> targetColumns) {
        if (ownerColumns.containsAll(targetColumns) || targetColumns.containsAll(ownerColumns)) {
            declared.refuseIf(
                    true,
                    "names the junction column " + ownerColumns.get(0).column()
                            + " twice: give each its own name in columns(…)");
        }
    }

    /** The name of an end as a component would be called, such as {@code author} or {@code fromAuthor}. */
    private static String component(String prefix, String end) {
        boolean acronym = end.length() > 1 && Character.isUpperCase(end.charAt(1));
        return prefix.isEmpty() && !acronym ? Character.toLowerCase(end.charAt(0)) + end.substring(1) : prefix + end;
    }

    private static void checkDistinct(Declaration declared, List<Attribute> columns) {
        Set<String> seen = new HashSet<>();
        for (Attribute column : columns) {
            declared.refuseIf(
                    !seen.add(column.column()),
                    "names the junction column " + column.column() + " twice: give each its own name in columns(…)");
        }
    }

    private Junction ofRecord(Declaration declared, TypeRef record, JunctionSides sides) {
        RelationshipMapping mapping = declared.mapping();
        EntityType<?> join = entities.find(record, declared.name());
        List<Attribute> ownerSide = declared.attributes(join, mapping.ownerSide());
        List<Attribute> targetSide = declared.attributes(join, mapping.targetSide());
        declared.checkKey(ownerSide, declared.owner().id());
        declared.checkKey(targetSide, declared.target().id());
        declared.refuseIf(
                mapping.storage() == LinkStorage.ID_ARRAY,
                "is storedAs(ID_ARRAY) and goes through(…) a record: an array of ids has no room for a link's data; drop"
                        + " one of the two");
        declared.refuseIf(
                mapping.symmetrical() || mapping.positionColumn() != null,
                "is symmetrical() or ordered() and goes through(…) a record: link both directions yourself, or order it by"
                        + " a property of the record, orderedBy(…)");
        Attribute position = sides.position()
                .map(component -> declared.attributes(join, List.of(component)).get(0))
                .orElse(null);
        Junction junction = new Junction(join, ownerSide, targetSide, position, sides.ordersTargets());
        if (position != null) {
            checkPosition(declared, junction, position);
        }
        return junction;
    }

    private static void checkPosition(Declaration declared, Junction junction, Attribute position) {
        boolean number = position.type() == int.class || position.type() == long.class;
        declared.refuseIf(
                !number || junction.pair().contains(position) || position.generation() == Generation.VERSION,
                "is orderedBy " + position.qualifiedName() + ", of type "
                        + position.valueClass().getSimpleName()
                        + ": give an int or a long that is no key and no @Version");
        declared.refuseIf(
                !junction.pairIsUnique(),
                "is orderedBy " + position.qualifiedName() + ", but "
                        + junction.type().name() + " may link one pair many times: make the pair @Unique");
    }
}
