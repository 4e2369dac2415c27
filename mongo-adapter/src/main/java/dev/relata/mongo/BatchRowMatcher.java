package dev.relata.mongo;

import dev.relata.metamodel.Attribute;
import dev.relata.mongo.internal.command.ReadCommand;
import dev.relata.mongo.internal.value.BsonMappings;
import dev.relata.mongo.internal.value.Equality;
import dev.relata.spi.KeyBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Matches the rows of a batch to the positions of their owners. MongoDB cannot answer with positions, but its
 * equality is the same everywhere: rows go where MongoDB would say that the keys are equal. Immutable.
 */
final class BatchRowMatcher {

    private final BsonMappings types;
    private final KeyBatch batch;
    private final ReadCommand command;

    BatchRowMatcher(BsonMappings types, KeyBatch batch, ReadCommand command) {
        this.types = types;
        this.batch = batch;
        this.command = command;
    }

    /** The rows by position; each keeps its order among those of its owner. */
    List<@Nullable Object[]> byPosition(List<@Nullable Object[]> rows) {
        Map<List<@Nullable Object>, List<@Nullable Object[]>> byKey = new HashMap<>();
        for (@Nullable Object[] row : rows) {
            List<@Nullable Object> key =
                    Arrays.asList(Arrays.copyOf(row, command.keys().size()));
            byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(row);
        }
        List<@Nullable Object[]> answer = new ArrayList<>();
        for (int i = 0; i < batch.keys().size(); i++) {
            List<@Nullable Object[]> found =
                    byKey.getOrDefault(canonical(batch.keys().get(i)), List.of());
            add(answer, i, found.isEmpty() ? none() : found);
        }
        return answer;
    }

    /** With one owner there is nothing to tell apart, and the rows hold no key. */
    private List<@Nullable Object> canonical(List<Object> key) {
        List<@Nullable Object> canonical = new ArrayList<>();
        List<Attribute> attributes = batch.association().sourceKey();
        for (int i = 0; i < command.keys().size(); i++) {
            canonical.add(Equality.canonical(types.of(attributes.get(i)).toBson(key.get(i))));
        }
        return canonical;
    }

    private List<@Nullable Object[]> none() {
        List<@Nullable Object> values = command.whenNone();
        if (values == null) {
            return List.of();
        }
        @Nullable Object[] row = new @Nullable Object[command.keys().size() + values.size()];
        for (int i = 0; i < values.size(); i++) {
            row[command.keys().size() + i] = values.get(i);
        }
        return List.<@Nullable Object[]>of(row);
    }

    private void add(List<@Nullable Object[]> answer, int position, List<@Nullable Object[]> found) {
        int keys = command.keys().size();
        for (@Nullable Object[] row : found) {
            @Nullable Object[] placed = new @Nullable Object[row.length - keys + 1];
            placed[0] = position;
            System.arraycopy(row, keys, placed, 1, row.length - keys);
            answer.add(placed);
        }
    }
}
