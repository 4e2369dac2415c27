package dev.relata.internal.lookup;

import dev.relata.internal.lookup.LookupShape.LookupKind;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.CompiledSelection.Owner;
import dev.relata.internal.resolve.OwnerRow;
import dev.relata.internal.session.Access;
import dev.relata.internal.session.Requests;
import dev.relata.internal.session.Sessions;
import dev.relata.metamodel.RelationshipType;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;

/** Sends reads of rows: those of one owner as lookups, which may travel with others. Thread-safe. */
public final class LookupReads {

    private final Sessions sessions;
    private final Lookups lookups;
    private final TargetShapes targets = new TargetShapes();

    public LookupReads(Sessions sessions, Lookups lookups) {
        this.sessions = sessions;
        this.lookups = lookups;
    }

    /**
     * The place where lookups were assembled, and whether a plan holds them.
     *
     * @param place the frame, or null where nobody wants to know
     * @param planned whether they are part of a plan
     */
    public record Origin(@Nullable StackTraceElement place, boolean planned) {

        static final Origin PLANNED = new Origin(null, true);
        static final Origin UNPLANNED = new Origin(null, false);
    }

    /** The first frame of the call stack outside Relata and Reactor, or null where nobody wants to know. */
    public @Nullable StackTraceElement place() {
        return lookups.place();
    }

    /** The origin of lookups that the caller's caller assembles now. */
    public Origin here(boolean planned) {
        StackTraceElement place = lookups.place();
        return place == null ? unplaced(planned) : new Origin(place, planned);
    }

    private static Origin unplaced(boolean planned) {
        return planned ? Origin.PLANNED : Origin.UNPLANNED;
    }

    /**
     * Reads the rows of a selection.
     *
     * @param read makes an element of a row
     * @return the elements in the query's order, cold; in a scope all of one answer, of a request with others
     */
    public <R> Flux<R> many(
            CompiledSelection rows, LookupKind kind, Function<@Nullable Object[], R> read, Origin origin) {
        Owner owner = rows.owner();
        return owner == null ? alone(rows, kind, read) : many(lookup(rows, owner, kind, read, origin));
    }

    /** The same as one list, which is not to be changed: in a scope others get it, too. */
    public <R> Mono<List<R>> list(
            CompiledSelection rows, LookupKind kind, Function<@Nullable Object[], R> read, Origin origin) {
        Owner owner = rows.owner();
        return owner == null ? alone(rows, kind, read).collectList() : list(lookup(rows, owner, kind, read, origin));
    }

    /** Reads the row that a relationship to one leads to; two where its key is not unique. */
    <R> Mono<List<R>> target(
            RelationshipType<?, ?> relationship,
            List<Object> key,
            @Nullable OwnerRow<?> owner,
            Function<@Nullable Object[], R> read,
            Origin origin) {
        return list(new Lookup<>(targets.of(relationship), key, read, origin.planned(), origin.place(), owner));
    }

    private static <R> Lookup<R> lookup(
            CompiledSelection rows, Owner owner, LookupKind kind, Function<@Nullable Object[], R> read, Origin origin) {
        LookupShape shape = new LookupShape(
                rows.label(),
                kind,
                owner.association(),
                rows.unlocked("this read").rows());
        return new Lookup<>(shape, owner.key(), read, origin.planned(), origin.place(), owner.row());
    }

    private <R> Mono<List<R>> list(Lookup<R> lookup) {
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super List<R>> actual) {
                if (!lookups.join(lookup, actual) && allowed(lookup, actual)) {
                    alone(lookup).collectList().subscribe(actual);
                }
            }
        };
    }

    private <R> Flux<R> many(Lookup<R> lookup) {
        return new Flux<>() {
            @Override
            public void subscribe(CoreSubscriber<? super R> actual) {
                if (lookups.together(actual.currentContext())) {
                    list(lookup).flatMapIterable(rows -> rows).subscribe(actual);
                } else if (allowed(lookup, actual)) {
                    alone(lookup).subscribe(actual);
                }
            }
        };
    }

    private boolean allowed(Lookup<?> lookup, CoreSubscriber<?> actual) {
        Throwable refusal = lookups.refusal(lookup, actual);
        if (refusal != null) {
            Operators.error(actual, refusal);
        }
        return refusal == null;
    }

    private <R> Flux<R> alone(Lookup<R> lookup) {
        return sessions.in(Access.READ, Requests.select(lookup.alone())).map(lookup.read());
    }

    private <R> Flux<R> alone(CompiledSelection rows, LookupKind kind, Function<@Nullable Object[], R> read) {
        return sessions.in(Access.READ, Requests.select(kind.select(rows.label(), rows.query())))
                .map(read);
    }
}
