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
 * Remembers how far a bulk write has itself counted up the versions of rows, so that a row that comes again in a later chunk is
 * compared with the version stored before the write, as within a chunk. For one subscription; its steps run one after another.
 *
 * <p>Rows are known by their keys as they are stored: where Java cannot tell these, the store is asked, in one statement for each
 * chunk.
 *
 * <p>A row is remembered for 65,536 further ones at least, and then forgotten: remembering all rows means holding all of their
 * keys. One that comes again later is stale, so nothing is overwritten by mistake.
 */
public final class VersionTracker<E> {

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
     * Begins with no write.
     *
     * @param reads reads in the write's transaction
     * @param label the label of the write
     * @param type the type; without a version that is a number there is nothing to remember
     * @param key the key that tells rows apart
     */
    public VersionTracker(
            Function<Select, Flux<@Nullable Object[]>> reads, String label, EntityType<E> type, List<Attribute> key) {
        this.reads = reads;
        this.label = label;
        this.type = type;
        this.key = key;
        this.version = type.version().filter(Attribute::counts).orElse(null);
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

    /** Returns the identity of each row: its key as stored, else as given, or null where a part of the key is null. */
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
        return version == null || ahead == 0 ? row : Versions.ahead(type, version, row, ahead);
    }

    private long ahead(@Nullable Object identity) {
        if (identity == null) {
            return 0;
        }
        Long ahead = recent.get(identity);
        return ahead != null ? ahead : older.getOrDefault(identity, 0L);
    }

    private long number(E row) {
        return version == null ? 0 : Versions.number(type.value(row, version));
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
     * Notes the versions of rows that were inserted, in the version given, or changed.
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
                note(identity == null ? null : Ids.identity(identity), number(now) - number(given.get(i)));
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
