package dev.relata.internal.rekey;

import dev.relata.internal.session.Sessions;
import dev.relata.internal.write.Referrers;
import dev.relata.internal.write.RowSet;
import dev.relata.internal.write.UpdateTimes;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.Update;
import dev.relata.spi.Update.Change;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Updates rows of one type whose keys may change: locks them, and looks whether a key that is referred to does. */
final class Rekeying {

    private final Sessions sessions;
    private final UpdateTimes times;
    private final Referrers referrers;
    private final Update update;
    private final EntityType<?> type;
    private final List<Change> keys;

    Rekeying(Sessions sessions, UpdateTimes times, Referrers referrers, Update update) {
        this.sessions = sessions;
        this.times = times;
        this.referrers = referrers;
        this.update = update;
        this.type = update.query().type();
        Set<Attribute> referred = new LinkedHashSet<>();
        referrers.of(type).forEach(reference -> referred.addAll(reference.parentKey()));
        this.keys = update.changes().stream()
                .filter(change -> referred.contains(change.attribute()))
                .toList();
    }

    Mono<Long> apply() {
        if (keys.isEmpty()) {
            return sessions.write(session -> session.update(update));
        }
        return sessions.atomically(
                session -> before(session).flatMap(rows -> rows.isEmpty() ? Mono.just(0L) : apply(session, rows)));
    }

    /** The ids of the rows and the values of what may change, under a lock. */
    private Mono<List<@Nullable Object[]>> before(Session session) {
        List<Path> columns = new ArrayList<>(RowSet.id(type));
        keys.forEach(change -> columns.add(Path.of(change.attribute())));
        Query query = update.query();
        Select select = Select.of(update.label(), RowSet.inOrder(query), columns);
        return session.select(RowSet.lockable(query) ? select.lock() : select).collectList();
    }

    private Mono<Long> apply(Session session, List<@Nullable Object[]> rows) {
        List<List<Object>> ids = rows.stream().map(this::id).toList();
        RowSet part = RowSet.ofIds(update.label(), type, ids);
        List<Change> changed = changed(rows);
        if (changed.isEmpty()) {
            return session.update(new Update(update.label(), part.query(), update.changes(), update.whole()));
        }
        return new KeyChange(times, referrers, update.label())
                .of(part, NewValues.same(update.changes()), NewValues.same(changed))
                .apply(session)
                .thenReturn((long) ids.size());
    }

    private List<Object> id(@Nullable Object[] row) {
        List<Object> id = new ArrayList<>();
        for (int i = 0; i < type.id().size(); i++) {
            id.add(Objects.requireNonNull(row[i], "a stored row has an id"));
        }
        return id;
    }

    private List<Change> changed(List<@Nullable Object[]> rows) {
        List<Change> changed = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            int column = type.id().size() + i;
            Object value = keys.get(i).value();
            if (rows.stream().anyMatch(row -> !KeyMoves.isSame(value, row[column]))) {
                changed.add(keys.get(i));
            }
        }
        return changed;
    }
}
