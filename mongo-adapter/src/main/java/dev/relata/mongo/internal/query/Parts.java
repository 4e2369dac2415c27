package dev.relata.mongo.internal.query;

import dev.relata.metamodel.EntityType;
import dev.relata.spi.Predicate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parts of a restriction that all must hold: those that a document answers by itself, and the others. */
final class Parts {

    private final List<Predicate> plain = new ArrayList<>();
    private final List<Predicate> others = new ArrayList<>();

    private Parts() {}

    static Parts of(Predicate predicate) {
        Parts parts = new Parts();
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

    /** Whether a document answers a predicate by itself. */
    private enum Plain implements Predicate.Visitor<Boolean> {
        TEST;

        @Override
        public Boolean comparison(Predicate.Comparison predicate) {
            return predicate.path().steps().isEmpty();
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
        public Boolean sortComparison(Predicate.SortComparison predicate) {
            return predicate.path().steps().isEmpty();
        }

        @Override
        public Boolean keyIn(Predicate.KeyIn predicate) {
            return true;
        }
    }
}
