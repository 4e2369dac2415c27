package dev.relata.internal.resolve;

import dev.relata.internal.session.Access;
import dev.relata.internal.session.Sessions;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.KeyOrder;
import dev.relata.spi.SameKeys;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Which keys are one. Of integers and UUIDs every store says what Java says; of all others the store is asked. Stateless. */
public final class KeyIdentity {

    private KeyIdentity() {}

    /** Whether Java knows which keys are one. */
    public static boolean known(List<Attribute> key) {
        return key.stream().allMatch(attribute -> KeyOrder.agreed(attribute.valueClass()));
    }

    /** Whether values are of such classes. */
    public static boolean known(Stream<Object> key) {
        return key.allMatch(value -> KeyOrder.agreed(value.getClass()));
    }

    /** Null where a part is: such a key is equal to none. */
    public static <E> @Nullable List<Object> of(EntityType<E> type, E entity, List<Attribute> key) {
        List<@Nullable Object> parts = new ArrayList<>(key.size());
        for (Attribute attribute : key) {
            parts.add(type.value(entity, attribute));
        }
        return PredicateBuilder.complete(parts);
    }

    /**
     * Which rows have the key of another one.
     *
     * @param rows the rows
     * @return for each row the position of the first with its key: its own where there is none, or where a part is null
     */
    public static <E> Mono<int[]> firsts(
            Sessions sessions, String label, EntityType<E> type, List<Attribute> key, List<E> rows) {
        int[] firsts = new int[rows.size()];
        List<List<Object>> keys = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (int i = 0; i < firsts.length; i++) {
            firsts[i] = i;
            List<Object> values = of(type, rows.get(i), key);
            if (values != null) {
                keys.add(values);
                positions.add(i);
            }
        }
        return same(sessions, new SameKeys(label, type, key, keys)).map(same -> {
            for (int i = 0; i < same.length; i++) {
                firsts[positions.get(i)] = positions.get(same[i]);
            }
            return firsts;
        });
    }

    /**
     * Which keys are one.
     *
     * @param keys the keys
     * @return for each the position of the first that is equal to it
     */
    public static Mono<int[]> same(Sessions sessions, SameKeys keys) {
        if (keys.keys().size() < 2 || known(keys.key())) {
            return Mono.fromSupplier(() -> same(keys.keys()));
        }
        return sessions.in(Access.WRITE, session -> session.same(keys))
                .collectList()
                .map(same -> same.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int[] same(List<List<Object>> keys) {
        int[] same = new int[keys.size()];
        Map<List<Object>, Integer> seen = new HashMap<>();
        Arrays.setAll(same, i -> {
            Integer first = seen.putIfAbsent(keys.get(i), i);
            return first == null ? i : first;
        });
        return same;
    }

    /** Of the rows with one key the last, where the first stood. */
    public static <E> List<E> lasts(List<E> rows, int[] firsts) {
        List<@Nullable E> last = new ArrayList<>(rows);
        for (int i = 0; i < firsts.length; i++) {
            last.set(firsts[i], rows.get(i));
        }
        List<E> once = new ArrayList<>();
        for (int i = 0; i < firsts.length; i++) {
            if (firsts[i] == i) {
                once.add(last.get(i));
            }
        }
        return once;
    }
}
