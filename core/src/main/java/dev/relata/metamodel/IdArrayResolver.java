package dev.relata.metamodel;

import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.Attribute.Size;
import dev.relata.model.RelationshipMapping;
import java.util.ArrayList;
import java.util.List;

/** Makes the junction of links that are kept as an array of ids, and refuses what an array cannot keep. Stateless. */
final class IdArrayResolver {

    private IdArrayResolver() {}

    static Junction resolve(
            RelationshipMapping mapping, JunctionSides sides, EntityType<?> owner, EntityType<?> target, String name) {
        check(mapping, sides, target, name);
        String field = mapping.arrayField() == null
                ? target.table().substring(target.table().lastIndexOf('.') + 1) + "_ids"
                : mapping.arrayField();
        checkFree(owner, field, name);
        String place = owner.table() + "." + field;
        List<Attribute> ownerColumns = new ArrayList<>();
        for (Attribute id : owner.id()) {
            ownerColumns.add(column(place, id.column(), id, ownerColumns.size()));
        }
        Attribute end = column(place, field, target.id().get(0), ownerColumns.size());
        List<Attribute> pair = new ArrayList<>(ownerColumns);
        pair.add(end);
        IdArray array = new IdArray(owner, field);
        EntityType<Object[]> type =
                new EntityType<>(Object[].class, place, place, pair, pair, List.of(), List.of(), null, array);
        return new Junction(type, ownerColumns, List.of(end));
    }

    private static void check(RelationshipMapping mapping, JunctionSides sides, EntityType<?> target, String name) {
        if (mapping.junctionTable() != null || !mapping.ownerColumns().isEmpty()) {
            throw RelationshipResolver.error(
                    name + " is storedAs(ID_ARRAY), so it has no junction(…) and no columns(…):"
                            + " name the field, storedAs(ID_ARRAY, \"…\"), or leave storedAs out");
        }
        if (sides.positionColumn() != null) {
            throw RelationshipResolver.error(
                    name + " is ordered() and storedAs(ID_ARRAY), but the array is a set: leave"
                            + " storedAs out, so that a junction keeps the places");
        }
        if (mapping.orphans() != null || !mapping.references().isEmpty()) {
            throw RelationshipResolver.error(
                    name + " is storedAs(ID_ARRAY) and has orphans(…) or references(…), which are"
                            + " said of a key in the target: drop them, or name the key");
        }
        if (target.id().size() != 1) {
            throw RelationshipResolver.error(name + " is storedAs(ID_ARRAY), but the id of " + target.name() + " has "
                    + target.id().size()
                    + " components, and an array holds one value for each link: leave storedAs out");
        }
    }

    private static void checkFree(EntityType<?> owner, String field, String name) {
        for (Attribute attribute : owner.attributes()) {
            if (attribute.column().equals(field)) {
                throw RelationshipResolver.error(name + " keeps its ids in the field " + field + ", but "
                        + attribute.qualifiedName()
                        + " is stored there, and an update of the record would overwrite them:"
                        + " drop the component, or name another field, storedAs(ID_ARRAY, \"…\")");
            }
        }
    }

    private static Attribute column(String place, String column, Attribute of, int index) {
        return new Attribute(
                place, column, column, of.type(), of.declaredType(), Size.DEFAULT, null, false, Generation.NONE, index);
    }
}
