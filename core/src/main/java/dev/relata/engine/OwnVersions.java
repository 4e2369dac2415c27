package dev.relata.engine;

import dev.relata.model.Attribute;
import dev.relata.model.EntityType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a bulk write has itself counted up the versions of rows, so that a row that comes again in a later chunk is compared
 * with what was stored before the write, as within a chunk. For one subscription; its steps run one after another.
 *
 * <p>A row is remembered for 65,536 further ones at least, and then forgotten: who is to know for ever which rows were written
 * has to hold all of their keys. One that comes again later is stale, so nothing is overwritten by mistake.
 *
 * @param <E> the record
 */
public final class OwnVersions<E> {

    static final int REMEMBERED = 65_536;

    private final EntityType<E> type;
    private final List<Attribute> key;
    private final @Nullable Attribute version;
    private Map<Object, Long> recent = new HashMap<>();
    private Map<Object, Long> older = Map.of();

    /**
     * Knows of no write yet.
     *
     * @param type the type; without a version there is nothing to remember
     * @param key what rows are told apart by
     */
    public OwnVersions(EntityType<E> type, List<Attribute> key) {
        this.type = type;
        this.key = key;
        this.version = type.version().orElse(null);
    }

    /**
     * Counts the versions of rows up as this write has counted them up in the store.
     *
     * @param rows the rows as given, each once
     * @return the rows as they are to be compared with the store
     */
    public List<E> caughtUp(Collection<E> rows) {
        return rows.stream().map(this::caughtUp).toList();
    }

    private E caughtUp(E row) {
        long ahead = version == null || recent.isEmpty() && older.isEmpty() ? 0 : ahead(identity(row));
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

    private @Nullable Object identity(E row) {
        return KeyIdentity.of(type, row, key);
    }

    private long number(E row, Attribute attribute) {
        return type.value(row, attribute) instanceof Number number ? number.longValue() : 0;
    }

    /**
     * Notes that rows were changed, each once.
     *
     * @param rows the rows
     */
    public void changed(Collection<E> rows) {
        if (version != null) {
            forget();
            rows.forEach(row -> note(identity(row), 1));
        }
    }

    /** Notes what became of rows that were inserted, in the version given, or changed. */
    void stored(Collection<E> given, Collection<E> stored) {
        if (version == null) {
            return;
        }
        forget();
        Map<Object, Long> before = new HashMap<>();
        given.forEach(row -> before.put(identity(row), number(row, version)));
        for (E row : stored) {
            Object identity = identity(row);
            long now = number(row, version);
            note(identity, now - before.getOrDefault(identity, now));
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
