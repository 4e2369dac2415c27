package dev.relata.metamodel;

import dev.relata.metamodel.Attribute.Size;
import dev.relata.model.Naming;
import dev.relata.model.RelationshipMapping;
import java.util.ArrayList;
import java.util.List;

/** Makes the junction of links that are kept as an array of ids, and refuses options that an array does not allow. Stateless. */
final class IdArrayResolver {

    private IdArrayResolver() {}

    static Junction resolve(Declaration declared, JunctionSides sides, Naming naming) {
        check(declared, sides);
        EntityType<?> owner = declared.owner();
        EntityType<?> target = declared.target();
        String given = declared.mapping().arrayField();
        String field = given == null ? naming.idArray(target.unqualifiedTable()) : given;
        checkFree(declared, field);
        String place = owner.table() + "." + field;
        List<Attribute> pair = new ArrayList<>();
        owner.id().forEach(id -> pair.add(column(place, id.column(), id, pair.size())));
        List<Attribute> ownerColumns = List.copyOf(pair);
        Attribute end = column(place, field, target.id().get(0), pair.size());
        pair.add(end);
        return new Junction(
                EntityType.ofLinks(place, pair, pair, new IdArray(owner, field), owner.distribution()),
                ownerColumns,
                List.of(end));
    }

    private static void check(Declaration declared, JunctionSides sides) {
        RelationshipMapping mapping = declared.mapping();
        declared.refuseIf(
                mapping.junctionTable() != null || !mapping.ownerColumns().isEmpty(),
                "is storedAs(ID_ARRAY), so it has no junction(…) and no columns(…): name the field,"
                        + " storedAs(ID_ARRAY, \"…\"), or leave storedAs out");
        declared.refuseIf(
                sides.positionColumn().isPresent(),
                "is ordered() and storedAs(ID_ARRAY), but the array is a set: leave storedAs out, so that a junction keeps"
                        + " the places");
        declared.refuseIf(
                mapping.orphans() != null || !mapping.references().isEmpty(),
                "is storedAs(ID_ARRAY) and has orphans(…) or references(…), which are said of a key in the target: drop"
                        + " them, or name the key");
        int components = declared.target().id().size();
        declared.refuseIf(
                components != 1,
                "is storedAs(ID_ARRAY), but the id of " + declared.target().name() + " has " + components
                        + " components, and an array holds one value for each link: leave storedAs out");
    }

    private static void checkFree(Declaration declared, String field) {
        for (Attribute attribute : declared.owner().attributes()) {
            declared.refuseIf(
                    attribute.column().equals(field),
                    "keeps its ids in the field " + field + ", but " + attribute.qualifiedName()
                            + " is stored there, and an update of the record would overwrite them: drop the component,"
                            + " or name another field, storedAs(ID_ARRAY, \"…\")");
        }
    }

    private static Attribute column(String place, String column, Attribute id, int index) {
        return Attribute.ofLink(place, column, id, Size.DEFAULT, index);
    }
}
