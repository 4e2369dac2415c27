package dev.relata.internal.batch;

import dev.relata.internal.session.Sessions;
import dev.relata.spi.Session;
import dev.relata.spi.Transaction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Reads outside any transaction go through the lease of their scope; everything else as without one. */
final class ScopedSessions implements Sessions {

    private final Sessions sessions;
    private final Scopes scopes;

    ScopedSessions(Sessions sessions, Scopes scopes) {
        this.sessions = sessions;
        this.scopes = scopes;
    }

    @Override
    public @Nullable Transaction transaction(ContextView context) {
        return sessions.transaction(context);
    }

    @Override
    public <R> Flux<R> many(Function<? super Session, ? extends Flux<R>> work) {
        return sessions.many(work);
    }

    @Override
    public <R> Mono<R> one(Function<? super Session, ? extends Mono<R>> work) {
        return sessions.one(work);
    }

    @Override
    public <R> Flux<R> read(Function<? super Session, ? extends Flux<R>> work) {
        return Flux.deferContextual(context -> {
            Lease lease = lease(context);
            return lease == null ? sessions.read(work) : lease.read(work);
        });
    }

    @Override
    public <R> Flux<R> stream(Function<? super Session, ? extends Flux<R>> work) {
        return Flux.deferContextual(context -> {
            Lease lease = lease(context);
            return lease == null ? sessions.stream(work) : lease.stream(work);
        });
    }

    @Override
    public <R> Flux<R> snapshot(Function<? super Session, ? extends Flux<R>> work) {
        return Flux.deferContextual(context -> {
            Lease lease = lease(context);
            return lease == null ? sessions.snapshot(work) : lease.stream(work);
        });
    }

    private @Nullable Lease lease(ContextView context) {
        BatchScope scope = scopes.find(context);
        return scope == null || transaction(context) != null ? null : scope.lease();
    }

    @Override
    public <R> Mono<R> atomically(Function<? super Session, ? extends Mono<R>> work) {
        return sessions.atomically(work);
    }
}
