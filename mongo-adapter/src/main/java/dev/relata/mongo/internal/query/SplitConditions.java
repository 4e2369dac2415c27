package dev.relata.mongo.internal.query;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.model.Operator;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parts of a restriction that all must hold: those that a document answers by itself, and the others. */
final class SplitConditions {

    private final List<Predicate> plain = new ArrayList<>();
    private final List<Predicate> others = new ArrayList<>();

    private SplitConditions() {}

    static SplitConditions of(Predicate predicate) {
        SplitConditions parts = new SplitConditions();
        parts.add(predicate);
        return parts;
    }

    private void add(Predicate predicate) {
        if (predicate instanceof Predicate.All all) {
            all.parts().forEach(this::add);
        } else if (predicate.accept(Plain.TEST)) {
            plain.add(predicate);
        } else {
            others.add(predicate);
        }
    }

    List<Predicate> plain() {
        return plain;
    }

    List<Predicate> others() {
        return others;
    }

    /** Takes out those that say something of links in arrays which is known before the arrays are taken apart. */
    List<Predicate> takeKnown(EntityType<?> links) {
        List<Predicate> known = plain.stream()
                .filter(part -> part instanceof Predicate.KeyIn keys && IdArrayReads.known(links, keys.attributes()))
                .toList();
        plain.removeAll(known);
        return known;
    }

    /** Takes out an owner whose rows are found through links, for a read had better begin there. */
    Predicate.@Nullable OwnedBy takeOwner() {
        for (Predicate part : others) {
            if (part instanceof Predicate.OwnedBy owned) {
                others.remove(part);
                return owned;
            }
        }
        return null;
    }

    /** Takes out a row below which all rows lie, for a read had better begin there. */
    Predicate.@Nullable Below takeBelow() {
        for (Predicate part : others) {
            if (part instanceof Predicate.Below below) {
                others.remove(part);
                return below;
            }
        }
        return null;
    }

    /** Whether the restriction gives one value to every component of the id, or of a unique key. */
    boolean single(EntityType<?> type) {
        Set<String> given = new HashSet<>();
        for (Predicate part : plain) {
            if (part instanceof Predicate.KeyIn keys && keys.keys().size() == 1) {
                keys.attributes().forEach(attribute -> given.add(attribute.name()));
            } else if (part instanceof Predicate.Comparison comparison && givesOne(comparison)) {
                given.add(comparison.path().attribute().name());
            } else if (part instanceof Predicate.OwnedBy owned
                    && owned.association().junction() == null) {
                owned.association().targetKey().forEach(attribute -> given.add(attribute.name()));
            }
        }
        return covers(given, type.id()) || type.uniqueKeys().stream().anyMatch(key -> covers(given, key));
    }

    private static boolean givesOne(Predicate.Comparison comparison) {
        boolean equal = comparison.operator() == Operator.EQ || comparison.operator() == Operator.IN;
        return equal && comparison.operands().size() == 1 && !comparison.ignoreCase();
    }

    private static boolean covers(Set<String> given, List<Attribute> key) {
        return !key.isEmpty() && key.stream().map(Attribute::name).allMatch(given::contains);
    }

    /** Whether a document answers a predicate by itself. */
    private enum Plain implements Predicate.Visitor<Boolean> {
        TEST;

        @Override
        public Boolean comparison(Predicate.Comparison predicate) {
            return predicate.path().steps().isEmpty();
        }

        @Override
        public Boolean compared(Predicate.Compared predicate) {
            return RowValues.isOwn(predicate.left()) && RowValues.isOwn(predicate.right());
        }

        @Override
        public Boolean all(Predicate.All predicate) {
            return predicate.parts().stream().allMatch(part -> part.accept(this));
        }

        @Override
        public Boolean any(Predicate.Any predicate) {
            return predicate.parts().stream().allMatch(part -> part.accept(this));
        }

        @Override
        public Boolean not(Predicate.Not predicate) {
            return predicate.part().accept(this);
        }

        @Override
        public Boolean exists(Predicate.Exists predicate) {
            return false;
        }

        @Override
        public Boolean ownedBy(Predicate.OwnedBy predicate) {
            return predicate.association().junction() == null || IdArrayReads.toOwners(predicate.association());
        }

        @Override
        public Boolean below(Predicate.Below predicate) {
            return false;
        }

        @Override
        public Boolean sortComparison(Predicate.SortComparison predicate) {
            return predicate.value() instanceof Path path && path.steps().isEmpty();
        }

        @Override
        public Boolean relatedComparison(Predicate.RelatedComparison predicate) {
            return false;
        }

        @Override
        public Boolean keyIn(Predicate.KeyIn predicate) {
            return true;
        }
    }
}
