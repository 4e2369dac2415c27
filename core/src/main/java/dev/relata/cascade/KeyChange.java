package dev.relata.cascade;

import dev.relata.engine.Engine;
import dev.relata.error.ProtectedException;
import dev.relata.error.RefusedException;
import dev.relata.model.Attribute;
import dev.relata.model.EntityType;
import dev.relata.model.OnUpdate;
import dev.relata.model.Reference;
import dev.relata.query.DeletePlan.Effect;
import dev.relata.spi.Session;
import dev.relata.spi.Update;
import dev.relata.spi.Update.Change;
import dev.relata.spi.Updates;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
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

    private final Engine engine;
    private final String label;
    private final Map<String, Followers> followers = new LinkedHashMap<>();
    private final List<Part> staying = new ArrayList<>();
    private final Deque<Reference> path = new ArrayDeque<>();

    KeyChange(Engine engine, String label) {
        this.engine = engine;
        this.label = label;
    }

    /**
     * Rows that change, and everything that follows them.
     *
     * @param keys those of the changes that may be of keys
     */
    KeyChange of(Part rows, List<Change> changes, List<Change> keys) {
        followers.computeIfAbsent(rows.type().table(), any -> new Followers()).add(rows, changes);
        Map<Attribute, @Nullable Object> values = new HashMap<>();
        keys.forEach(change -> values.put(change.attribute(), change.value()));
        for (Reference reference : engine.model().references(rows.type())) {
            List<Change> following = following(reference, values);
            if (!following.isEmpty()) {
                follow(rows, reference, following);
            }
        }
        return this;
    }

    private static List<Change> following(Reference reference, Map<Attribute, @Nullable Object> values) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < reference.key().size(); i++) {
            Attribute referred = reference.parentKey().get(i);
            if (values.containsKey(referred)) {
                changes.add(new Change(reference.key().get(i), values.get(referred)));
            }
        }
        return changes;
    }

    private void follow(Part rows, Reference reference, List<Change> changes) {
        Part referrers = rows.referring(reference);
        if (reference.onUpdate() == OnUpdate.NO_ACTION) {
            staying.add(referrers);
            return;
        }
        if (path.contains(reference)) {
            throw new RefusedException(label + ": " + reference.name()
                    + " leads back to keys that follow themselves, so how far the change goes is not known beforehand;"
                    + " insert the rows under their new keys and delete the old ones");
        }
        List<Change> touching = new ArrayList<>(changes);
        touching.addAll(engine.touched(referrers.type(), changes));
        path.push(reference);
        of(referrers, touching, changes);
        path.pop();
    }

    Mono<Void> apply(Session session) {
        return Flux.fromIterable(staying)
                .concatMap(part -> refuse(session, part))
                .then(Mono.defer(() -> session.update(new Updates(label, updates()))));
    }

    private List<Update> updates() {
        return followers.values().stream()
                .flatMap(one -> one.updates().stream())
                .toList();
    }

    private Mono<Void> refuse(Session session, Part referrers) {
        return Protection.first(session, List.of(referrers))
                .flatMap(first -> Protection.count(session, List.of(referrers))
                        .flatMap(rows -> Mono.error(refusal(referrers, first, rows))));
    }

    private ProtectedException refusal(Part referrers, List<String> first, long rows) {
        EntityType<?> type = referrers.type();
        return new ProtectedException(
                label + ": " + referrers.label() + " is not onUpdate(CASCADE), and " + rows + " row(s) of "
                        + type.table() + " refer to what would change (" + Effect.named(first, rows)
                        + "), nothing was written; declare it, or let them refer to another row first",
                referrers.label(),
                rows);
    }
}
