package dev.relata.examples.atlas.web.graph;

import dev.relata.Relata;
import dev.relata.examples.atlas.GraphImport;
import dev.relata.examples.atlas.database.Database;
import dev.relata.examples.atlas.model.Call;
import dev.relata.examples.atlas.model.Field;
import dev.relata.examples.atlas.model.Import;
import dev.relata.examples.atlas.model.JdkModule;
import dev.relata.examples.atlas.model.Method;
import dev.relata.examples.atlas.model.Type;
import dev.relata.examples.atlas.report.Display;
import dev.relata.examples.atlas.report.StatementCounter;
import dev.relata.examples.atlas.report.Steps;
import dev.relata.examples.atlas.web.graph.GraphSnapshot.State;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The graph that the pages are about: imported when it is not there. Thread-safe. */
public final class GraphStatus {

    private static final Map<String, Class<?>> COUNTED = counted();

    private final Database database;
    private final ImportDisplay display;
    private final Steps steps;
    private final GraphImport graph;
    private volatile GraphSnapshot settled;

    /**
     * A graph that is not yet looked for.
     *
     * @param database where it is
     * @param statements counts what the import sends
     * @param source what is imported
     * @param out where the report of the import goes
     */
    public GraphStatus(Database database, StatementCounter statements, ImportSource source, PrintStream out) {
        this.database = database;
        this.display = new ImportDisplay(Display.on(out));
        this.steps = new Steps(out, display, statements::count);
        this.graph = new GraphImport(database, statements, source.scan(), out, steps);
        this.settled = settled(State.STARTING, Runtime.version().toString(), Map.of(), null);
    }

    private static Map<String, Class<?>> counted() {
        Map<String, Class<?>> tables = new LinkedHashMap<>();
        tables.put("modules", JdkModule.class);
        tables.put("types", Type.class);
        tables.put("methods", Method.class);
        tables.put("fields", Field.class);
        tables.put("calls", Call.class);
        return tables;
    }

    /**
     * Imports the graph if it is not there. For one subscription.
     *
     * @return completes when the graph can be asked
     */
    public Mono<Void> fill() {
        return graph.present()
                .switchIfEmpty(Mono.defer(this::importGraph))
                .flatMap(this::ready)
                .doOnError(error -> settled =
                        settled(State.FAILED, settled.runtime(), Map.of(), String.valueOf(error.getMessage())))
                .then();
    }

    private Mono<Import> importGraph() {
        settled = settled(State.IMPORTING, Runtime.version().toString(), Map.of(), null);
        return graph.run().then(Mono.defer(graph::present));
    }

    private Mono<Map<String, Long>> ready(Import there) {
        Relata relata = database.relata();
        return Flux.fromIterable(COUNTED.entrySet())
                .concatMap(table -> relata.from(table.getValue()).count().map(rows -> Map.entry(table.getKey(), rows)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, LinkedHashMap::new)
                .doOnNext(rows -> settled = settled(State.READY, there.runtime(), rows, null));
    }

    private GraphSnapshot settled(State state, String runtime, Map<String, Long> rows, @Nullable String message) {
        return new GraphSnapshot(state, runtime, database.description(), null, steps.done(), rows, message);
    }

    /**
     * Tells whether the graph can be asked.
     *
     * @return true once it is there
     */
    public boolean isReady() {
        return settled.state() == State.READY;
    }

    /**
     * How far it is.
     *
     * @return the state of this moment
     */
    public GraphSnapshot snapshot() {
        GraphSnapshot known = settled;
        return known.state() != State.IMPORTING
                ? known
                : new GraphSnapshot(
                        known.state(),
                        known.runtime(),
                        known.database(),
                        display.running(),
                        steps.done(),
                        known.rows(),
                        null);
    }
}
