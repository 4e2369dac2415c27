package dev.relata.internal.engine;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.EntityType;
import dev.relata.model.Property;
import dev.relata.query.OnConflict;
import dev.relata.query.OnConflict.Policy;
import dev.relata.spi.Conflict;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** What becomes of rows of one type that are there already, resolved against the model. Immutable. */
final class ConflictRule<E> {

    private final EntityType<E> type;
    private final UniqueKeys<E> keys;
    private final Policy policy;
    private final List<Attribute> key;
    private final boolean named;

    private ConflictRule(EntityType<E> type, UniqueKeys<E> keys, OnConflict<E> conflict) {
        this.type = type;
        this.keys = keys;
        this.policy = conflict.policy();
        this.named = !conflict.key().isEmpty();
        boolean any = policy == Policy.ERROR || policy == Policy.IGNORE && !named;
        this.key = any ? List.of() : keys.resolve(conflict.key());
    }

    @SuppressWarnings("unchecked") // the properties of a supertype are none of the record's, and refused as such
    static <E> ConflictRule<E> of(UniqueKeys<E> keys, EntityType<E> type, OnConflict<? super E> conflict) {
        return new ConflictRule<>(
                type, keys, new OnConflict<>(conflict.policy(), (List<Property<E, ?>>) (List<?>) conflict.key()));
    }

    /** Overwrites rows with the same key; without properties, with the same id. */
    static <E> ConflictRule<E> update(UniqueKeys<E> keys, EntityType<E> type, List<Property<E, ?>> key) {
        return new ConflictRule<>(type, keys, new OnConflict<>(Policy.UPDATE, key));
    }

    /** The key by which rows are there already; empty for any. */
    List<Attribute> key() {
        return key;
    }

    boolean overwrites() {
        return policy == Policy.UPDATE;
    }

    /** Whether rows of different groups can be in each other's way without our knowing. */
    boolean ordered() {
        return policy == Policy.IGNORE && key.isEmpty();
    }

    /** The policy for rows that give the same attributes; a key that they do not give cannot be there already. */
    Conflict of(RowPlan.Group group) {
        boolean given = group.columns().containsAll(key);
        return switch (policy) {
            case ERROR -> Conflict.error();
            case IGNORE -> given ? Conflict.ignore(key) : Conflict.error();
            case UPDATE -> given ? Conflict.update(key, overwritten(group)) : Conflict.error();
        };
    }

    private List<Attribute> overwritten(RowPlan.Group group) {
        List<Attribute> update = group.columns().stream()
                .filter(attribute -> !key.contains(attribute) && !type.id().contains(attribute))
                .filter(attribute -> attribute.generation() != Generation.CREATED_AT)
                .toList();
        return update.isEmpty() ? key : update;
    }

    /** Refuses rows without a value for the key that is named. */
    void check(Collection<E> rows) {
        if (named && policy == Policy.UPDATE) {
            rows.forEach(row -> keys.values(row, key));
        }
    }

    /**
     * Whether the rows of a chunk have to be told apart before they are written: a statement does so for its own rows, two
     * have to know.
     */
    boolean tellsApart(RowPlan<E> plan) {
        return !key.isEmpty() && plan.groups().size() > 1;
    }

    /** Of rows with one key the last under UPDATE, the first under IGNORE, in the order of those that are left. */
    List<E> once(List<E> rows, int[] firsts) {
        BitSet kept = new BitSet();
        if (policy == Policy.UPDATE) {
            int[] last = firsts.clone();
            for (int i = 0; i < firsts.length; i++) {
                last[firsts[i]] = i;
            }
            IntStream.range(0, firsts.length).filter(i -> firsts[i] == i).forEach(i -> kept.set(last[i]));
        } else {
            IntStream.range(0, firsts.length).filter(i -> firsts[i] == i).forEach(kept::set);
        }
        return kept.cardinality() == rows.size()
                ? rows
                : kept.stream().mapToObj(rows::get).toList();
    }
}
