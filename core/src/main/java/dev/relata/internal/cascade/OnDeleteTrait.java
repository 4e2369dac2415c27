package dev.relata.internal.cascade;

import dev.relata.metamodel.Reference;
import dev.relata.model.OnDelete;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The properties that an action of a delete may have, each as a test of references. The table below names those of every action. */
enum OnDeleteTrait implements Predicate<Reference> {
    /** The delete deletes the rows that refer. */
    DELETES_ROWS,
    /** The delete sets the keys of the rows that refer. */
    SETS_KEYS,
    /** The row that the new keys refer to has to exist. */
    NEEDS_DEFAULT,
    /** The delete is refused while rows refer. */
    REFUSES,
    /** Rows that go in the same delete do not make it refused. */
    SPARES_DELETED_ROWS,
    /** Rows that refer must be gone before those they refer to can go. */
    CHILDREN_FIRST;

    private static final Map<OnDelete, Set<OnDeleteTrait>> TABLE = Arrays.stream(OnDelete.values())
            .collect(Collectors.toUnmodifiableMap(Function.identity(), OnDeleteTrait::of));

    private static Set<OnDeleteTrait> of(OnDelete action) {
        return switch (action) {
            case CASCADE -> EnumSet.of(DELETES_ROWS, CHILDREN_FIRST);
            case SET_NULL -> EnumSet.of(SETS_KEYS);
            case SET_DEFAULT -> EnumSet.of(SETS_KEYS, NEEDS_DEFAULT);
            case PROTECT -> EnumSet.of(REFUSES);
            case RESTRICT -> EnumSet.of(REFUSES, SPARES_DELETED_ROWS, CHILDREN_FIRST);
            case DO_NOTHING -> EnumSet.of(CHILDREN_FIRST);
            case DB_CASCADE -> EnumSet.noneOf(OnDeleteTrait.class);
        };
    }

    @Override
    public boolean test(Reference reference) {
        return of(reference).contains(this);
    }

    /** Whether the delete writes to the rows that refer. */
    static boolean writes(Reference reference) {
        return DELETES_ROWS.test(reference) || SETS_KEYS.test(reference);
    }

    /** Whether the delete neither writes to the rows that refer nor looks at them. */
    static boolean leavesToDatabase(Reference reference) {
        return !writes(reference) && !REFUSES.test(reference);
    }

    private static Set<OnDeleteTrait> of(Reference reference) {
        return TABLE.getOrDefault(reference.onDelete(), Set.of());
    }
}
