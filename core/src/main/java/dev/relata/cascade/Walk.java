package dev.relata.cascade;

import dev.relata.cascade.Closure.Component;
import dev.relata.model.EntityType;
import dev.relata.model.Reference;
import dev.relata.spi.Session;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds out which rows go, from the root down, and locks those whose children are written to: parents before children, each
 * in the order of their ids. For one delete.
 */
final class Walk {

    private final Session session;
    private final Closure closure;
    private final boolean locking;
    private final Going going = new Going();

    Walk(Session session, Closure closure, boolean locking) {
        this.session = session;
        this.closure = closure;
        this.locking = locking;
    }

    Mono<Going> from(Roots.Settled roots) {
        return Flux.fromIterable(closure.components())
                .concatMap(component ->
                        component.types().contains(closure.root()) ? root(component, roots) : component(component))
                .then(Mono.just(going));
    }

    private Mono<Void> root(Component component, Roots.Settled roots) {
        List<List<Object>> ids = roots.ids();
        if (component.circular() && ids != null) {
            return new Gathering(session, component, going, locking)
                    .from(closure.root(), ids)
                    .gather(List.of());
        }
        going.set(closure.root(), List.of(roots.part()));
        return Mono.empty();
    }

    private Mono<Void> component(Component component) {
        List<Reference> entries = component.types().stream()
                .flatMap(type -> closure.incoming(type).stream())
                .filter(reference -> !component.inner().contains(reference))
                .toList();
        if (component.circular()) {
            return new Gathering(session, component, going, locking).gather(entries);
        }
        EntityType<?> type = component.types().get(0);
        List<Part> parts = entries.stream()
                .flatMap(entry -> going.referring(entry).stream())
                .toList();
        if (closure.blurred(type) || parts.size() > 1 && closure.acted(type)) {
            return new Gathering(session, component, going, locking).gather(entries);
        }
        return single(type, parts);
    }

    private Mono<Void> single(EntityType<?> type, List<Part> parts) {
        if (!locking || !(closure.acted(type) || closure.shared(type))) {
            going.set(type, parts);
            return Mono.empty();
        }
        return Flux.fromIterable(parts)
                .filterWhen(part -> part.lock(session).map(rows -> rows > 0), 1)
                .collectList()
                .doOnNext(there -> going.set(type, there))
                .then();
    }
}
