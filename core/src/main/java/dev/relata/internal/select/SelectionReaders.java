package dev.relata.internal.select;

import dev.relata.error.RefusedException;
import dev.relata.internal.export.EncodedRows;
import dev.relata.internal.export.PreparedRows;
import dev.relata.internal.export.RowEncoder;
import dev.relata.internal.export.RowFormat;
import dev.relata.internal.lookup.Loader;
import dev.relata.internal.lookup.LookupReads;
import dev.relata.internal.lookup.LookupReads.Origin;
import dev.relata.internal.lookup.Lookups;
import dev.relata.internal.mapping.CursorCodec;
import dev.relata.internal.plan.Plans;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.KeysetPage;
import dev.relata.internal.resolve.SelectionSteps;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.translate.ErrorTranslation;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.RelationshipType;
import dev.relata.query.Graph;
import dev.relata.query.Iteration;
import dev.relata.query.Link;
import dev.relata.query.Page;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes the readers of selections: of their rows, links, graphs, views and values. Immutable, thread-safe. */
public final class SelectionReaders {

    private final FilterResolver resolver;
    private final ErrorTranslation translation;
    private final Sessions sessions;
    private final LookupReads lookups;
    private final Plans plans;
    private final Prefetcher prefetcher;
    private final ValueReader values;
    private final GroupReader groups;
    private final CursorCodec cursors;
    private final PreparedRows prepared = new PreparedRows();

    /**
     * Makes the readers.
     *
     * @param resolver resolves conditions and relationships
     * @param translation hand out what is read
     * @param sessions where requests go
     * @param scopes the batch scopes of reactive contexts
     * @param lookups reads rows of one owner
     * @param loader reads related rows ahead
     * @param cursors reads and writes cursors of pages
     */
    public SelectionReaders(
            FilterResolver resolver,
            ErrorTranslation translation,
            Sessions sessions,
            Lookups scopes,
            LookupReads lookups,
            Loader loader,
            CursorCodec cursors) {
        this.resolver = resolver;
        this.cursors = cursors;
        this.translation = translation;
        this.sessions = sessions;
        this.lookups = lookups;
        this.plans = new Plans(resolver, sessions);
        this.prefetcher = new Prefetcher(resolver, scopes, loader);
        this.values = new ValueReader(resolver, sessions, lookups);
        this.groups = new GroupReader(resolver, sessions);
    }

    /** What hands out the answers of selections. */
    public ErrorTranslation translation() {
        return translation;
    }

    FilterResolver resolver() {
        return resolver;
    }

    ValueReader values() {
        return values;
    }

    GroupReader groups() {
        return groups;
    }

    Prefetcher prefetcher() {
        return prefetcher;
    }

    <T> SelectionReader<T, T> rows(SelectionSteps steps, SelectionOptions<T> options) {
        Origin origin = lookups.here(options.strict());
        return new SelectionReader<>(
                translation,
                sessions,
                call -> steps.compile().alone(call),
                selection ->
                        new OwnerRows<>(lookups, origin, new PlainRows<>(sessions, RowShape.entity(typeOf(selection)))),
                cursors,
                prefetcher,
                options,
                List::of);
    }

    /** Streams the rows in a format; refuses to read ahead for managers, which nobody could ask. */
    <T> Flux<ByteBuffer> encoded(
            SelectionSteps steps, SelectionOptions<T> options, Iteration iteration, RowFormat format) {
        return translation.of(Flux.defer(() -> {
            CompiledSelection selection = steps.compile().alone("iterate()");
            options.refuseAhead(
                    resolver,
                    selection.label() + ": ",
                    "rows, and an export has none to ask them for: leave it out, or write what you make of iterate()");
            CompiledSelection rows = SelectionReader.iterated(selection.unlocked("iterate()"), iteration);
            RowEncoder encoder = format.of(rows.rows().type(), prepared);
            if (iteration.resumes()) {
                return prefetcher.strictly(options, resumable(rows, iteration, encoder));
            }
            AtomicBoolean failed = new AtomicBoolean();
            Flux<ByteBuffer> written = rows.matchesNothing()
                    ? Flux.empty()
                    : new PlainRows<>(sessions, RowShape.entity(typeOf(rows)))
                            .encoded(rows, iteration, encoder)
                            .doOnError(error -> failed.set(true));
            return prefetcher.strictly(
                    options, new EncodedRows(ProgressReport.of(iteration, written), encoder, failed::get));
        }));
    }

    /** Writes page by page: the rows of a page are in buffers of their own, so that it is known when they have been delivered. */
    private Flux<ByteBuffer> resumable(CompiledSelection rows, Iteration iteration, RowEncoder encoder) {
        PlainRows<Object> reader = new PlainRows<>(sessions, RowShape.entity(typeOf(rows)));
        Flux<ByteBuffer> pages = ResumablePages.<@Nullable Object[], ByteBuffer>of(
                rows.label(),
                sessions,
                iteration,
                (size, cursor) -> {
                    KeysetPage page = new KeysetPage(cursors, rows, size, cursor);
                    return page.matchesNothing()
                            ? Mono.just(new Page<>(List.of(), Optional.empty()))
                            : reader.page(page, Function.identity());
                },
                page -> Flux.fromIterable(page.items())
                        .map(encoder::row)
                        .concatWith(Mono.fromSupplier(encoder::rest))
                        .filter(ByteBuffer::hasRemaining));
        return pages.concatWith(Mono.fromSupplier(encoder::finish)).filter(ByteBuffer::hasRemaining);
    }

    @SuppressWarnings("unchecked") // the selection was made of rows of that type
    private static <T> EntityType<T> typeOf(CompiledSelection selection) {
        return (EntityType<T>) selection.rows().type();
    }

    <T, J> SelectionReader<Object, Link<T, J>> links(
            SelectionSteps steps,
            SelectionOptions<Object> options,
            Supplier<? extends RelationshipType<?, T>> relationship) {
        return new SelectionReader<>(
                translation,
                sessions,
                call -> steps.compile(),
                selection -> new PlainRows<>(sessions, RowShape.link(relationship.get())),
                cursors,
                prefetcher,
                options,
                link -> List.of(link.target(), link.data()));
    }

    <T> SelectionReader<T, Graph<T>> graphs(SelectionSteps steps, SelectionOptions<T> options) {
        return new SelectionReader<>(
                translation,
                sessions,
                call -> steps.compile(),
                plans::graphs,
                cursors,
                prefetcher,
                options,
                graph -> List.of(graph.root()));
    }

    <T, V> SelectionReader<T, V> views(SelectionSteps steps, SelectionOptions<T> options, Class<V> view) {
        return new SelectionReader<>(
                translation,
                sessions,
                call -> viewed(steps, options, view),
                selection -> plans.views(selection, view),
                cursors,
                prefetcher,
                options,
                shown -> List.of());
    }

    private CompiledSelection viewed(SelectionSteps steps, SelectionOptions<?> options, Class<?> view) {
        options.refuseAhead(
                resolver,
                "",
                "rows, and a view shows none: give the view a component for the relationship, or drop into(…)");
        String name = RefusedException.unlessNull(view, "into", "the class of the view")
                .getSimpleName();
        return steps.compile().alone("into(" + name + ")");
    }
}
