package dev.relata.internal.rekey;

import dev.relata.error.RefusedException;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.write.KeyChanges;
import dev.relata.internal.write.Referrers;
import dev.relata.internal.write.UpdateTimes;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.metamodel.Reference;
import dev.relata.model.OnUpdate;
import dev.relata.spi.Update;
import dev.relata.spi.Update.Change;
import dev.relata.spi.UpdateRows;
import java.util.Collection;
import reactor.core.publisher.Mono;

/**
 * Changes keys by what the model says of the rows that refer to them. Immutable, thread-safe.
 *
 * @param model the model
 * @param sessions chooses where requests go
 * @param times the times that rows get which follow
 */
public record CascadingKeyChanges(Model model, Sessions sessions, UpdateTimes times) implements KeyChanges {

    @Override
    public boolean follow(EntityType<?> type, Collection<Attribute> attributes) {
        return model.references(type).stream()
                .filter(reference -> reference.onUpdate() == OnUpdate.CASCADE)
                .map(Reference::parentKey)
                .anyMatch(key -> key.stream().anyMatch(attributes::contains));
    }

    @Override
    public Mono<Long> update(Update update) {
        boolean followed = follow(
                update.query().type(),
                update.changes().stream().map(Change::attribute).toList());
        if (!followed) {
            return sessions.write(session -> session.update(update));
        }
        refuseComputed(update);
        return rekey(update);
    }

    /** Rows that follow need to know the new keys before they are written. */
    private void refuseComputed(Update update) {
        for (Change change : update.changes()) {
            boolean referred = model.references(update.query().type()).stream()
                    .anyMatch(reference -> reference.parentKey().contains(change.attribute()));
            if (referred && !change.given()) {
                throw new RefusedException(
                        update.label() + ": " + change.attribute().qualifiedName()
                                + " is referred to by rows that follow its changes, so that its new value must be given, not"
                                + " worked out by the store: read the rows, and update them by bulk().update");
            }
        }
    }

    @Override
    public Mono<Long> rekey(Update update) {
        return Referrers.ofKeys(model, sessions, update.query().type())
                .flatMap(referrers -> new Rekeying(sessions, times, referrers, update).apply());
    }

    @Override
    public Mono<int[]> rekey(UpdateRows update) {
        return Referrers.ofKeys(model, sessions, update.type())
                .flatMap(referrers -> new BulkRekeying(sessions, times, referrers, update).apply());
    }
}
