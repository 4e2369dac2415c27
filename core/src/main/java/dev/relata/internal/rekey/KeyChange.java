package dev.relata.internal.rekey;

import dev.relata.error.ProtectedException;
import dev.relata.error.RefusedException;
import dev.relata.internal.write.Referrers;
import dev.relata.internal.write.RowSet;
import dev.relata.internal.write.UpdateTimes;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Reference;
import dev.relata.model.OnUpdate;
import dev.relata.query.DeletePlan.Effect;
import dev.relata.spi.Predicate;
import dev.relata.spi.Session;
import dev.relata.spi.Updates;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Collects what follows when rows get other keys: the rows that refer to them, and where their keys are referred to
 * themselves, those below. For one change; all of it becomes one statement, so that constraints see only the end.
 */
final class KeyChange {

    private final UpdateTimes times;
    private final Referrers referrers;
    private final String label;
    private final @Nullable RowSet given;
    private final Map<String, FollowingUpdates> followers = new LinkedHashMap<>();
    private final List<Updates.UpdatePart> updates = new ArrayList<>();
    private final List<RowSet> staying = new ArrayList<>();
    private final Deque<Reference> path = new ArrayDeque<>();

    KeyChange(UpdateTimes times, Referrers referrers, String label) {
        this(times, referrers, label, null);
    }

    /** With rows that are given all their values, and follow nothing. */
    KeyChange(UpdateTimes times, Referrers referrers, String label, @Nullable RowSet given) {
        this.times = times;
        this.referrers = referrers;
        this.label = label;
        this.given = given;
    }

    /** Rows that change and are followed by what is told besides. */
    KeyChange with(Updates.UpdatePart update) {
        updates.add(update);
        return this;
    }

    /**
     * Rows that change, and everything that follows them.
     *
     * @param keys those of the values that may be of keys
     */
    KeyChange of(RowSet rows, NewValues values, NewValues keys) {
        followers
                .computeIfAbsent(rows.type().table(), table -> new FollowingUpdates(among(table)))
                .add(rows, values);
        for (Reference reference : referrers.of(rows.type())) {
            NewValues following = keys.through(reference);
            if (!following.isEmpty()) {
                follow(rows, reference, following);
            }
        }
        return this;
    }

    private Predicate among(String table) {
        return given != null && given.type().table().equals(table) ? new Predicate.Not(given.rows()) : Predicate.TRUE;
    }

    /** What refers to rows whose keys change, and what follows that. */
    void follow(RowSet rows, Reference reference, NewValues values) {
        RowSet referrers = rows.referring(reference);
        if (reference.onUpdate() == OnUpdate.NO_ACTION) {
            staying.add(referrers);
            return;
        }
        if (path.contains(reference)) {
            throw new RefusedException(label + ": " + reference.name()
                    + " leads back to keys that follow themselves, so how far the change goes is not known beforehand;"
                    + " insert the rows under their new keys and delete the old ones");
        }
        path.push(reference);
        of(referrers, values.touching(times, referrers.type()), values);
        path.pop();
    }

    Mono<Void> apply(Session session) {
        return Flux.fromIterable(staying)
                .concatMap(part -> refuse(session, part))
                .then(Mono.defer(() -> session.update(new Updates(label, updates()))));
    }

    private List<Updates.UpdatePart> updates() {
        List<Updates.UpdatePart> all = new ArrayList<>(updates);
        followers.values().forEach(one -> all.addAll(one.updates()));
        return all;
    }

    private Mono<Void> refuse(Session session, RowSet referrers) {
        return RowSet.first(session, List.of(referrers))
                .flatMap(first -> RowSet.count(session, List.of(referrers))
                        .flatMap(rows -> Mono.error(refusal(referrers, first, rows))));
    }

    private ProtectedException refusal(RowSet referrers, List<String> first, long rows) {
        EntityType<?> type = referrers.type();
        return new ProtectedException(
                label + ": " + referrers.label() + " is not onUpdate(CASCADE), and " + rows + " row(s) of "
                        + type.table() + " refer to what would change (" + Effect.named(first, rows)
                        + "), nothing was written; declare it, or let them refer to another row first",
                referrers.label(),
                rows);
    }
}
