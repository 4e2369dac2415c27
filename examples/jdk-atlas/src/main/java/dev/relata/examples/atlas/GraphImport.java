package dev.relata.examples.atlas;

import dev.relata.Relata;
import dev.relata.examples.atlas.database.Database;
import dev.relata.examples.atlas.model.Import;
import dev.relata.examples.atlas.report.StatementCounter;
import dev.relata.examples.atlas.report.Steps;
import dev.relata.examples.atlas.scan.JdkScan;
import java.io.PrintStream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Fills a database with the class graph of a JDK, and knows the import that is there. For one run. */
public final class GraphImport {

    private static final long UNCOUNTED = 0;

    private final Database database;
    private final Relata relata;
    private final StatementCounter statements;
    private final Mono<JdkScan> source;
    private final PrintStream out;
    private final Steps steps;
    private final Importer importer;
    private final UnresolvedCalls unresolved = new UnresolvedCalls();

    /**
     * An import that is not yet begun.
     *
     * @param database where the graph goes
     * @param statements counts what the database is sent
     * @param source what is imported
     * @param out where the head of the report goes
     * @param steps measures each table
     */
    public GraphImport(
            Database database, StatementCounter statements, Mono<JdkScan> source, PrintStream out, Steps steps) {
        this.database = database;
        this.relata = database.relata();
        this.statements = statements;
        this.source = source;
        this.out = out;
        this.steps = steps;
        this.importer = new Importer(relata, steps, statements);
    }

    /**
     * Reads which import is there.
     *
     * @return the import, empty where there is no whole one
     */
    public Mono<Import> present() {
        return database.hasTables().filter(there -> there).flatMap(there -> relata.find(Import.class, 1));
    }

    /**
     * Replaces what is there by the graph of the source.
     *
     * @return what was imported, when all of it is written and has its indexes
     */
    public Mono<JdkScan> run() {
        // Reaches the database before anything is announced.
        return database.hasTables()
                .doOnNext(there -> printHead())
                .then(steps.run("schema", UNCOUNTED, progress -> outside(database.createTables())))
                .then(steps.run(
                        "scan",
                        UNCOUNTED,
                        progress -> source.subscribeOn(Schedulers.boundedElastic()),
                        JdkScan::typeCount))
                .flatMap(scan -> importer.write(scan, unresolved)
                        .then(steps.run("indexes", UNCOUNTED, progress -> outside(database.addConstraints())))
                        .then(importer.finish())
                        .thenReturn(scan));
    }

    /** The calls of {@link #run()} that led to no method. */
    UnresolvedCalls unresolved() {
        return unresolved;
    }

    /** The statements that were sent past Relata, which counts its own. */
    private Mono<Long> outside(Mono<Long> sent) {
        return sent.doOnNext(statements::add).thenReturn(0L);
    }

    private void printHead() {
        out.printf("Importing the class graph of JDK %s%ninto %s.%n", Runtime.version(), database.description());
        steps.printHead();
    }
}
