package dev.relata.internal.select;

import dev.relata.error.NotUniqueException;
import dev.relata.error.RefusedException;
import dev.relata.internal.mapping.CursorCodec;
import dev.relata.internal.plan.RowReader;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.KeysetPage;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.translate.ErrorTranslation;
import dev.relata.query.Explain;
import dev.relata.query.Explanation;
import dev.relata.query.Iteration;
import dev.relata.query.Page;
import dev.relata.query.ViewSelection;
import dev.relata.spi.Burst;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The one way in which a selection is read, whatever its rows become: compile it, plan it, bound it for the call, read its
 * rows, and make the lookups ready that follow on them. Immutable; cold.
 *
 * @param <T> the selection's row
 * @param <R> what is made of it: the row itself, a link, a graph or a view
 */
final class SelectionReader<T, R> implements ViewSelection<R> {

    /** Compiles a selection for a call. */
    interface SelectionCompiler {

        /** Compiles the selection, and refuses what would have no effect on the call. */
        CompiledSelection compile(String call);
    }

    private final ErrorTranslation translation;
    private final Sessions sessions;
    private final SelectionCompiler source;
    private final Function<CompiledSelection, RowReader<R>> plan;
    private final CursorCodec cursors;
    private final Prefetcher prefetcher;
    private final SelectionOptions<T> options;
    private final Function<? super R, List<T>> entities;

    /**
     * Makes a reader.
     *
     * @param translation hand out what is read
     * @param sessions explain what would be read
     * @param plan makes what reads the rows of the selection
     * @param entities finds the rows in an element, whose lookups are to be made ready
     */
    SelectionReader(
            ErrorTranslation translation,
            Sessions sessions,
            SelectionCompiler source,
            Function<CompiledSelection, RowReader<R>> plan,
            CursorCodec cursors,
            Prefetcher prefetcher,
            SelectionOptions<T> options,
            Function<? super R, List<T>> entities) {
        this.translation = translation;
        this.sessions = sessions;
        this.source = source;
        this.plan = plan;
        this.cursors = cursors;
        this.prefetcher = prefetcher;
        this.options = options;
        this.entities = entities;
    }

    @Override
    public Flux<R> all() {
        return read("all()", CompiledSelection::ordered, RowReader::read);
    }

    @Override
    public Mono<Explanation> explain(Explain how) {
        return translation.of(Mono.defer(() ->
                sessions.explained(all(), RefusedException.unlessNull(how, "explain", "what is to be explained"))));
    }

    @Override
    public Flux<R> iterate(Iteration iteration) {
        // A null is an error of the stream, as all that is refused is.
        return iteration != null && iteration.resumes()
                ? resumable(iteration)
                : read(
                        "iterate()",
                        rows -> iterated(
                                rows.unlocked("iterate()"),
                                RefusedException.unlessNull(iteration, "iterate", "the Iteration that says how")),
                        (reader, rows) -> ProgressReport.of(iteration, reader.stream(rows, iteration)));
    }

    /** What is read ahead is read for the rows of a page, so that its end is not told before they have been delivered. */
    private Flux<R> resumable(Iteration iteration) {
        return translation.of(Flux.defer(() -> {
            CompiledSelection selection = source.compile("iterate()").unlocked("iterate()");
            RowReader<R> reader = plan.apply(selection);
            return ResumablePages.of(
                    selection.label(),
                    sessions,
                    iteration,
                    (size, cursor) -> page(reader, new KeysetPage(cursors, selection, size, cursor)),
                    page -> prefetcher.around(options, Burst.around(Flux.fromIterable(page.items())), entities));
        }));
    }

    /** Keeps an order but for parallel streams, which refuse one; that of pages is theirs. */
    static CompiledSelection iterated(CompiledSelection rows, Iteration iteration) {
        if (iteration.resumes()) {
            return rows;
        }
        return iteration.connections() > 1 ? rows.inNoOrder("parallel(…)") : rows.ordered();
    }

    @Override
    public Mono<R> first() {
        return first("first()");
    }

    Mono<R> first(String call) {
        return read(call, rows -> rows.limited(1), RowReader::read).singleOrEmpty();
    }

    @Override
    public Mono<R> one() {
        return one("one()", "first() or all()");
    }

    /** Reads the only element; with {@code instead} an error says which calls take more. */
    Mono<R> one(String call, String instead) {
        return translation.of(Mono.defer(() -> {
            CompiledSelection selection = source.compile(call);
            return read(selection, rows -> rows.limited(2), RowReader::read)
                    .collectList()
                    .flatMap(found -> found.size() > 1
                            ? Mono.error(new NotUniqueException(selection.label() + ": " + call
                                    + " found more than one row; narrow the selection, or use " + instead))
                            : Mono.justOrEmpty(found.stream().findFirst()));
        }));
    }

    /** Reads rows with the plan of the whole selection, some of which a bound may leave out. */
    private Flux<R> read(String call, UnaryOperator<CompiledSelection> bounds, Request<R> request) {
        return translation.of(Flux.defer(() -> read(source.compile(call), bounds, request)));
    }

    private Flux<R> read(CompiledSelection selection, UnaryOperator<CompiledSelection> bounds, Request<R> request) {
        RowReader<R> reader = plan.apply(selection);
        CompiledSelection rows = bounds.apply(selection);
        return rows.matchesNothing() ? Flux.empty() : prefetcher.around(options, request.send(reader, rows), entities);
    }

    /** Sends the request for rows. */
    private interface Request<R> {
        Flux<R> send(RowReader<R> reader, CompiledSelection rows);
    }

    @Override
    public Mono<Page<R>> page(int size, @Nullable String cursor) {
        Mono<Page<R>> pages = Mono.defer(() -> {
            KeysetPage.checkSize(size);
            CompiledSelection selection = source.compile("page(…)").unlocked("page(…)");
            options.refuseLookAhead(selection.label(), "page(…)");
            return page(plan.apply(selection), new KeysetPage(cursors, selection, size, cursor));
        });
        return translation.of(
                prefetcher.around(options, pages.flux(), this::entitiesOf).single());
    }

    private static <R> Mono<Page<R>> page(RowReader<R> reader, KeysetPage page) {
        return page.matchesNothing() ? Mono.just(new Page<>(List.of(), Optional.empty())) : reader.page(page);
    }

    private List<T> entitiesOf(Page<R> page) {
        return page.items().stream()
                .flatMap(item -> entities.apply(item).stream())
                .toList();
    }
}
