package dev.relata.metamodel;

import dev.relata.error.ModelException;
import dev.relata.model.Filter;
import dev.relata.model.LinkStorage;
import dev.relata.model.Relationship;
import dev.relata.model.RelationshipKind;
import dev.relata.model.RelationshipMapping;
import dev.relata.model.Step;
import dev.relata.model.Term;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What can only be checked with the whole model at hand; adds to the errors, never throws. */
final class ModelCheck {

    private final Model model;
    private final Constants constants;
    private final List<String> errors;

    ModelCheck(Model model, Constants constants, List<String> errors) {
        this.model = model;
        this.constants = constants;
        this.errors = errors;
    }

    void run() {
        checkTables();
        checkArrays();
        checkInverses();
        checkUnlinked();
        checkDistribution();
        model.relationships().forEach(this::checkSteps);
    }

    private void checkTables() {
        Map<String, String> owners = new HashMap<>();
        for (EntityType<?> entity : model.entities()) {
            String other = entity.readOnly() ? null : owners.putIfAbsent(entity.table(), entity.name());
            if (other != null) {
                errors.add(entity.name() + " and " + other + " both map to table " + entity.table()
                        + ": give one of them a @Table of its own");
            }
        }
        for (RelationshipType<?, ?> relationship : model.relationships()) {
            Junction junction = relationship.junction();
            String owner = owners.get(table(relationship));
            if (junction != null && !junction.hasRecord() && owner != null) {
                errors.add(relationship.name() + " keeps its links in " + table(relationship) + ", the table of "
                        + owner + ": declare it through(…) that record, or name another junction(…)");
            }
        }
    }

    /** One field cannot hold the ids of two types. */
    private void checkArrays() {
        Map<String, RelationshipType<?, ?>> fields = new HashMap<>();
        for (RelationshipType<?, ?> relationship : model.relationships()) {
            Junction junction = relationship.junction();
            IdArray array = junction == null ? null : junction.type().idArray().orElse(null);
            RelationshipType<?, ?> other = array == null ? null : fields.putIfAbsent(table(relationship), relationship);
            if (array != null && other != null && !ends(other).equals(ends(relationship))) {
                errors.add(
                        relationship.name() + " and " + other.name() + " keep the ids of different types in the field "
                                + array.field() + ": name another field for one, storedAs(ID_ARRAY, \"…\")");
            }
        }
    }

    private static Set<EntityType<?>> ends(RelationshipType<?, ?> relationship) {
        return new HashSet<>(List.of(relationship.owner(), relationship.target()));
    }

    private void checkInverses() {
        constants.all().forEach((constant, name) -> {
            if (constant.mapping().inverseOf() != null && constant.mapping().mirror() == null) {
                checkInverse(constant, constant.mapping().inverseOf(), name);
            }
        });
    }

    private void checkInverse(Relationship<?, ?> constant, String inverse, String name) {
        RelationshipType<?, ?> side = model.known(constant);
        if (side == null) {
            return;
        }
        Relationship<?, ?> other =
                constants.find(side.target().javaType(), inverse).orElse(null);
        RelationshipType<?, ?> otherSide = other == null ? null : model.known(other);
        if (otherSide == null || !mirrored(side, otherSide)) {
            errors.add(name + " is inverseOf(\"" + inverse + "\"), but "
                    + side.target().name() + "." + inverse
                    + (other == null ? " does not exist" : " goes by other keys or to another type")
                    + ": name the constant that is the other side of this one");
        }
    }

    private static boolean mirrored(RelationshipType<?, ?> one, RelationshipType<?, ?> other) {
        return one.owner() == other.target()
                && one.target() == other.owner()
                && one.ownerKey().equals(other.targetKey())
                && one.targetKey().equals(other.ownerKey())
                && Objects.equals(table(one), table(other));
    }

    private static String table(RelationshipType<?, ?> relationship) {
        Junction junction = relationship.junction();
        return junction == null ? "" : junction.type().table();
    }

    /** Two many-to-manys over one pair of types that know nothing of each other are most often one relation. */
    private void checkUnlinked() {
        List<Relationship<?, ?>> links = constants.all().keySet().stream()
                .filter(constant -> constant.kind() == RelationshipKind.MANY_TO_MANY)
                .filter(constant -> model.known(constant) != null)
                .<Relationship<?, ?>>map(constant -> constant)
                .toList();
        for (int i = 0; i < links.size(); i++) {
            for (int j = i + 1; j < links.size(); j++) {
                checkPair(links.get(i), links.get(j));
            }
        }
    }

    private void checkPair(Relationship<?, ?> one, Relationship<?, ?> other) {
        if (one.mapping() == other.mapping() || linked(one, other) || linked(other, one) || apart(one, other)) {
            return;
        }
        RelationshipType<?, ?> first = model.relationship((Relationship<?, ?>) one);
        RelationshipType<?, ?> second = model.relationship((Relationship<?, ?>) other);
        if (ends(first).equals(ends(second))) {
            errors.add(first.name() + " and " + second.name() + " are two many-to-manys between the same types: where"
                    + " they are two sides of one, make one inverseOf(…) the other or drop it and use inverse(); where"
                    + " they are not, give each a " + place(one) + " of its own");
        }
    }

    private boolean linked(Relationship<?, ?> one, Relationship<?, ?> other) {
        RelationshipMapping mapping = one.mapping();
        return mapping.mirror() == other.mapping()
                || (mapping.inverseOf() != null && constants.nameOf(other).endsWith("." + mapping.inverseOf()));
    }

    /** Whether each of two relations has a place of its own for its links: one that it names itself, or that its other side names. */
    private boolean apart(Relationship<?, ?> one, Relationship<?, ?> other) {
        String place = statedPlace(one);
        String otherPlace = statedPlace(other);
        return place != null && otherPlace != null && !place.equals(otherPlace);
    }

    private @Nullable String statedPlace(Relationship<?, ?> links) {
        String own = links.mapping().linkPlace();
        String inverse = links.mapping().inverseOf();
        if (own != null || inverse == null) {
            return own;
        }
        Class<?> target =
                model.relationship((Relationship<?, ?>) links).target().javaType();
        return constants
                .find(target, inverse)
                .map(other -> other.mapping().linkPlace())
                .orElse(null);
    }

    private static String place(Relationship<?, ?> links) {
        return links.mapping().storage() == LinkStorage.ID_ARRAY ? "field, storedAs(ID_ARRAY, \"…\")," : "junction(…)";
    }

    /** A cluster joins rows, and checks keys, only where both are on one node. */
    private void checkDistribution() {
        for (RelationshipType<?, ?> relationship : model.relationships()) {
            for (Association hop : relationship.association().hops()) {
                checkHop(relationship, hop);
            }
        }
        model.references().forEach(this::checkKey);
    }

    /** A cluster keeps keys on one node only, and lets no row that is everywhere refer to one that is not. */
    private void checkKey(Reference reference) {
        EntityType<?> child = reference.child();
        boolean divided = reference.parent().distribution().column() != null;
        if (divided && child.distribution().everywhere()) {
            errors.add(reference.name() + " is a key of " + child.name() + ", a @Reference, to "
                    + reference.parent().name() + ", which is @Distributed: a cluster has no constraint for that, drop"
                    + " @Reference");
        }
        Attribute column = child.distribution().column();
        if (reference.single() && column != null && !reference.key().contains(column)) {
            errors.add(reference.name() + " is a one-to-one by a key that does not hold " + column.qualifiedName()
                    + ", by which a cluster divides the rows: it keeps keys unique on one node only, make it a"
                    + " many-to-one");
        }
    }

    private void checkHop(RelationshipType<?, ?> relationship, Association hop) {
        Attribute source = hop.source().distribution().column();
        Attribute target = hop.target().distribution().column();
        if (source == null && target == null) {
            return;
        }
        if (source == null || target == null) {
            EntityType<?> other = source == null ? hop.source() : hop.target();
            EntityType<?> divided = source == null ? hop.target() : hop.source();
            if (!other.distribution().everywhere()) {
                errors.add(relationship.name() + " is between " + divided.name() + ", which is @Distributed, and "
                        + other.name() + ", which is on one node: make that @Distributed by the same column, or a"
                        + " @Reference");
            }
            return;
        }
        int place = hop.sourceKey().indexOf(source);
        if (place < 0 || !hop.targetKey().get(place).equals(target)) {
            errors.add(relationship.name() + " does not go by " + source.qualifiedName() + " and "
                    + target.qualifiedName() + ", by which a cluster divides the rows: make both a part of its key");
        }
    }

    private void checkSteps(RelationshipType<?, ?> relationship) {
        try {
            relationship.steps().forEach(step -> checkStep(relationship.target(), step));
        } catch (ModelException e) {
            e.errors().forEach(error -> addNew(relationship.name(), error));
        } catch (RuntimeException e) {
            errors.add(relationship.name() + ": a supplier in its conditions or its order fails: " + e);
        }
    }

    /** A relationship that is wrong itself has been reported before the conditions that go through it. */
    private void addNew(String name, String error) {
        if (!errors.contains(error)) {
            errors.add(name + ": " + error);
        }
    }

    private void checkStep(EntityType<?> target, Step<?> step) {
        if (step instanceof Step.Where<?> where) {
            checkFilter(target, where.filter());
        } else if (step instanceof Step.SortBy<?> order) {
            checkTerm(target, order.sort().term());
        } else if (step instanceof Step.ThenBy<?> order) {
            checkTerm(target, order.sort().term());
        }
    }

    private void checkTerm(EntityType<?> target, Term<?> term) {
        if (term instanceof Term.Stored<?> stored) {
            EntityType<?> end = target;
            for (var step : stored.way()) {
                end = model.relationship(step.get()).target();
            }
            model.attribute(end, stored.property());
        } else if (term instanceof Term.Calculation<?> calculation) {
            checkTerm(target, calculation.left());
            checkTerm(target, calculation.right());
        } else if (term instanceof Term.Truncated<?> truncated) {
            checkTerm(target, truncated.time());
        } else if (term instanceof Term.OfRelated<?, ?> related) {
            model.relationship(related.relationship());
        }
    }

    private static Relationship<?, ?> supplied(Filter.Related<?, ?> related) {
        Relationship<?, ?> relationship = related.relationship().get();
        if (relationship == null) {
            throw new ModelException(
                    List.of("a condition's supplier answers null: let it name a constant, () -> Book.AUTHOR"));
        }
        return relationship;
    }

    private void checkFilter(EntityType<?> target, Filter<?> filter) {
        if (filter instanceof Filter.OnProperty<?> on) {
            model.attribute(target, on.property());
        } else if (filter instanceof Filter.Compared<?> compared) {
            checkTerm(target, compared.left());
            checkTerm(target, compared.right());
        } else if (filter instanceof Filter.AllOf<?> all) {
            all.parts().forEach(part -> checkFilter(target, part));
        } else if (filter instanceof Filter.AnyOf<?> any) {
            any.parts().forEach(part -> checkFilter(target, part));
        } else if (filter instanceof Filter.Not<?> not) {
            checkFilter(target, not.part());
        } else if (filter instanceof Filter.Related<?, ?> related) {
            checkFilter(model.relationship(supplied(related)).target(), related.filter());
        } else if (filter instanceof Filter.Under<?> under) {
            model.relationship(under.relationship().get());
        }
    }
}
