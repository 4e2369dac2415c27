package dev.relata.internal.write;

import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.KeyIdentity;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How far a bulk write has itself counted up the versions of rows, so that a row that comes again in a later chunk is compared
 * with what was stored before the write, as within a chunk. For one subscription; its steps run one after another.
 *
 * <p>Rows are known by their keys as they are stored: where Java cannot tell which those are, the store is asked, in one
 * statement for each chunk.
 *
 * <p>A row is remembered for 65,536 further ones at least, and then forgotten: who is to know for ever which rows were written
 * has to hold all of their keys. One that comes again later is stale, so nothing is overwritten by mistake.
 *
 * @param <E> the record
 */
public final class OwnVersions<E> {

    static final int REMEMBERED = 65_536;

    private final Function<Select, Flux<@Nullable Object[]>> reads;
    private final String label;
    private final EntityType<E> type;
    private final List<Attribute> key;
    private final @Nullable Attribute version;
    private Map<Object, Long> recent = new HashMap<>();
    private Map<Object, Long> older = Map.of();
    private List<@Nullable Object> identities = List.of();

    /**
     * Knows of no write yet.
     *
     * @param reads reads in the write's transaction
     * @param label what the write is for
     * @param type the type; without a version there is nothing to remember
     * @param key what rows are told apart by
     */
    public OwnVersions(
            Function<Select, Flux<@Nullable Object[]>> reads, String label, EntityType<E> type, List<Attribute> key) {
        this.reads = reads;
        this.label = label;
        this.type = type;
        this.key = key;
        this.version = type.version().orElse(null);
    }

    /**
     * Counts the versions of rows up as this write has counted them up in the store.
     *
     * @param rows the rows as given
     * @return the rows as they are to be compared with the store
     */
    public Mono<List<E>> caughtUp(List<E> rows) {
        if (version == null) {
            return Mono.just(rows);
        }
        return identities(rows).map(known -> {
            identities = known;
            List<E> caughtUp = new ArrayList<>(rows.size());
            for (int i = 0; i < rows.size(); i++) {
                caughtUp.add(caughtUp(rows.get(i), ahead(known.get(i))));
            }
            return caughtUp;
        });
    }

    /** For each row what it is known by: its key as stored, else as given, or null where a part of it is. */
    private Mono<List<@Nullable Object>> identities(List<E> rows) {
        List<@Nullable Object> given = new ArrayList<>();
        List<List<Object>> keys = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        for (E row : rows) {
            List<Object> identity = KeyIdentity.of(type, row, key);
            if (identity != null) {
                keys.add(identity);
                positions.add(given.size());
            }
            given.add(identity == null ? null : Ids.identity(identity));
        }
        if (keys.isEmpty() || KeyIdentity.known(key)) {
            return Mono.just(given);
        }
        Select stored = Select.of(
                        label, Query.of(type), key.stream().map(Path::of).toList())
                .forEach(new KeyBatch(Association.byKey(type, key), keys));
        return reads.apply(stored)
                .doOnNext(row -> {
                    if (row[0] instanceof Integer at) {
                        given.set(positions.get(at), Ids.identity(Ids.ofRow(Arrays.copyOfRange(row, 1, row.length))));
                    }
                })
                .then(Mono.just(given));
    }

    private E caughtUp(E row, long ahead) {
        if (version == null || ahead == 0) {
            return row;
        }
        @Nullable Object[] values = type.values(row);
        long number = number(row, version) + ahead;
        values[version.index()] = values[version.index()] instanceof Integer ? (Object) (int) number : (Object) number;
        return type.copy(values);
    }

    private long ahead(@Nullable Object identity) {
        if (identity == null) {
            return 0;
        }
        Long ahead = recent.get(identity);
        return ahead != null ? ahead : older.getOrDefault(identity, 0L);
    }

    private long number(E row, Attribute attribute) {
        return type.value(row, attribute) instanceof Number number ? number.longValue() : 0;
    }

    /** Notes that the rows that were caught up last were changed, each once. */
    public void changed() {
        if (version != null) {
            forget();
            identities.stream().distinct().forEach(identity -> note(identity, 1));
            identities = List.of();
        }
    }

    /**
     * Notes what became of rows that were inserted, in the version given, or changed.
     *
     * @param given the rows as they were written
     * @param stored for each the row as stored, or null
     */
    void stored(List<E> given, @Nullable Object[] stored) {
        if (version == null) {
            return;
        }
        forget();
        for (int i = 0; i < stored.length; i++) {
            if (stored[i] != null) {
                E now = type.javaType().cast(stored[i]);
                List<Object> identity = KeyIdentity.of(type, now, key);
                note(
                        identity == null ? null : Ids.identity(identity),
                        number(now, version) - number(given.get(i), version));
            }
        }
    }

    private void forget() {
        if (recent.size() >= REMEMBERED) {
            older = recent;
            recent = new HashMap<>();
        }
    }

    private void note(@Nullable Object identity, long by) {
        long ahead = ahead(identity) + by;
        if (identity != null && ahead != 0) {
            recent.put(identity, ahead);
        }
    }
}
