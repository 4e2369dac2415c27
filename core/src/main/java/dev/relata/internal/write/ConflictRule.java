package dev.relata.internal.write;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.query.OnConflict.Policy;
import dev.relata.spi.Conflict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policy for new rows of which one with the same key is there already, resolved against the model. Immutable.
 *
 * @param policy the policy
 * @param key the unique key that is compared; empty for any
 * @param update the attributes to overwrite, or null for all that a new row gives
 * @param keyRequired whether a new row without a value of the key is refused
 * @param whole whether a statement fails where the store leaves a row out by rules of its own
 */
public record ConflictRule(
        Policy policy, List<Attribute> key, @Nullable List<Attribute> update, boolean keyRequired, boolean whole) {

    /** A row that is there already is an error. */
    public static final ConflictRule ERROR = new ConflictRule(Policy.ERROR, List.of(), null, false, false);

    /**
     * Leaves rows that are there as they are.
     *
     * @param key a unique key
     * @return the rule
     */
    public static ConflictRule ignore(List<Attribute> key) {
        return new ConflictRule(Policy.IGNORE, key, null, false, false);
    }

    /**
     * Overwrites some attributes of rows that are there.
     *
     * @param key a unique key
     * @param update the attributes to overwrite; where there are none, the row that is there is answered as it is
     * @return the rule
     */
    public static ConflictRule update(List<Attribute> key, List<Attribute> update) {
        return new ConflictRule(Policy.UPDATE, key, update, false, false);
    }

    /**
     * Fails where the store leaves a row out by rules of its own, such as a trigger.
     *
     * @return the stricter rule
     */
    public ConflictRule asWhole() {
        return new ConflictRule(policy, key, update, keyRequired, true);
    }

    /** Whether rows that are there in another version are left alone. */
    boolean compares(EntityType<?> type) {
        return policy == Policy.UPDATE && update == null && type.version().isPresent();
    }

    /** Whether rows of different groups can be in each other's way without our knowing. */
    boolean ordered() {
        return policy == Policy.IGNORE && key.isEmpty();
    }

    /** The policy for rows that give the same attributes; a key that they do not give cannot be there already. */
    Conflict of(EntityType<?> type, List<Attribute> given) {
        if (policy == Policy.ERROR || !given.containsAll(key)) {
            return Conflict.error();
        }
        return policy == Policy.IGNORE ? Conflict.ignore(key) : Conflict.update(key, overwritten(type, given));
    }

    private List<Attribute> overwritten(EntityType<?> type, List<Attribute> given) {
        List<Attribute> overwritten = update != null
                ? update
                : given.stream()
                        .filter(attribute ->
                                !key.contains(attribute) && !type.id().contains(attribute))
                        .filter(attribute -> attribute.writes() == Attribute.Writability.ALWAYS)
                        .toList();
        return overwritten.isEmpty() ? key : overwritten;
    }

    /** Of rows with one key the last under UPDATE, the first under IGNORE, in the order of those that are left. */
    <E> List<E> once(List<E> rows, int[] firsts) {
        int[] kept = new int[firsts.length];
        Arrays.fill(kept, -1);
        for (int i = 0; i < firsts.length; i++) {
            boolean taken = kept[firsts[i]] >= 0 && policy == Policy.IGNORE;
            kept[firsts[i]] = taken ? kept[firsts[i]] : i;
        }
        List<E> once = new ArrayList<>();
        Arrays.stream(kept)
                .filter(position -> position >= 0)
                .sorted()
                .forEach(position -> once.add(rows.get(position)));
        return once;
    }
}
