package dev.relata.internal.batch;

import dev.relata.internal.lookup.Lookup;
import dev.relata.internal.lookup.Lookups;
import dev.relata.internal.observe.NPlusOneDetector;
import dev.relata.internal.session.Sessions;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Lets lookups enter the scope of their subscriber; outside any scope they are counted, and go out alone. */
final class ScopedLookups implements Lookups {

    private final Sessions sessions;
    private final Scopes scopes;
    private final NPlusOneDetector detector;

    ScopedLookups(Sessions sessions, Scopes scopes, NPlusOneDetector detector) {
        this.sessions = sessions;
        this.scopes = scopes;
        this.detector = detector;
    }

    @Override
    public boolean together(ContextView context) {
        return scopes.find(context) != null;
    }

    @Override
    public @Nullable StackTraceElement place() {
        return detector.place();
    }

    @Override
    public <R> boolean join(Lookup<R> lookup, CoreSubscriber<? super List<R>> actual) {
        // Asked for once: it is a walk along the subscribers.
        Context context = actual.currentContext();
        BatchScope scope = scopes.find(context);
        if (scope == null) {
            return false;
        }
        Waiter<R> waiter = new Waiter<>(actual, scope, lookup);
        actual.onSubscribe(waiter);
        scope.ask(lookup, waiter, sessions.transaction(context));
        return true;
    }

    @Override
    public @Nullable Throwable refusal(Lookup<?> lookup, CoreSubscriber<?> actual) {
        return detector.outside(lookup.planned(), lookup.label(), lookup.place(), actual);
    }

    @Override
    public <R> Flux<R> ahead(Flux<R> rows, Function<? super R, ? extends Collection<?>> owners) {
        return scopes.lookAhead(rows, owners);
    }

    @Override
    public <R> Flux<R> strict(Flux<R> rows) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super R> actual) {
                BatchScope scope = scopes.find(actual.currentContext());
                if (scope == null) {
                    detector.strict(actual);
                } else {
                    scope.makeStrict();
                }
                rows.subscribe(actual);
            }
        };
    }
}
