package dev.relata.examples.atlas;

import dev.relata.Relata;
import dev.relata.examples.atlas.comparison.NPlusOneComparisons;
import dev.relata.examples.atlas.database.Database;
import dev.relata.examples.atlas.model.Import;
import dev.relata.examples.atlas.report.Comparisons;
import dev.relata.examples.atlas.report.Display;
import dev.relata.examples.atlas.report.PeakHeap;
import dev.relata.examples.atlas.report.StatementCounter;
import dev.relata.examples.atlas.report.Steps;
import dev.relata.examples.atlas.report.Summary;
import dev.relata.examples.atlas.scan.JdkScan;
import dev.relata.observe.NPlusOne;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.regex.Pattern;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What a run does with its database. For one run. */
final class Job {

    private static final long UNCOUNTED = 0;
    private static final Pattern WRAPPED = Pattern.compile("(.{1,100})(?: |$)");

    private final Database database;
    private final Relata relata;
    private final StatementCounter statements;
    private final Mono<JdkScan> source;
    private final PrintStream out;
    private final Steps steps;
    private final Comparisons comparisons;
    private final Importer importer;
    private final UnresolvedCalls unresolved = new UnresolvedCalls();

    /**
     * A job.
     *
     * @param statements counts what the database is sent
     * @param source what is imported
     * @param out where the report goes
     */
    Job(Database database, StatementCounter statements, Mono<JdkScan> source, PrintStream out) {
        this.database = database;
        this.relata = database.relata();
        this.statements = statements;
        this.source = source;
        this.out = out;
        this.steps = new Steps(out, Display.on(out), statements::count);
        this.comparisons = new Comparisons(out, Display.on(out), statements::count);
        this.importer = new Importer(relata, steps, statements);
    }

    /** Imports the graph anew, exports its methods, compares ways to ask and sums up, leaving two files in the folder. */
    Mono<Void> importAndExport(Path folder) {
        Path file = folder.resolve("methods.ndjson");
        return importGraph()
                .flatMap(scan ->
                        steps.run("export", scan.methodCount(), progress -> new Exporter(relata).write(file, progress)))
                .then(Mono.defer(this::compare))
                .then(Mono.fromRunnable(() -> sumUp(file, folder.resolve("summary.json"))));
    }

    /** Prints the answer, of the graph that is there; where there is none it is imported first. */
    Mono<Void> answer(Question question, String subject, PrintStream answers) {
        return imported()
                .switchIfEmpty(importGraph().then(Mono.defer(this::imported)))
                .doOnNext(graph -> out.println("The graph of JDK " + graph.runtime() + ":"))
                .then(Mono.defer(() -> print(new Answers(relata).to(question, subject), answers)));
    }

    private Mono<Void> print(Flux<String> lines, PrintStream answers) {
        long before = statements.count();
        return lines.doOnNext(answers::println)
                .count()
                .doOnNext(found -> out.printf("%,d in all, %,d statements.%n", found, statements.count() - before))
                .then();
    }

    private Mono<Import> imported() {
        return database.hasTables().filter(there -> there).flatMap(there -> relata.find(Import.class, 1));
    }

    private Mono<JdkScan> importGraph() {
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

    /** The statements that were sent past Relata, which counts its own. */
    private Mono<Long> outside(Mono<Long> sent) {
        return sent.doOnNext(statements::add).thenReturn(0L);
    }

    private void printHead() {
        out.printf("Importing the class graph of JDK %s%ninto %s.%n", Runtime.version(), database.description());
        steps.printHead();
    }

    private Mono<Void> compare() {
        steps.printTotal();
        comparisons.printHead();
        NPlusOneComparisons questions = new NPlusOneComparisons(database.relata(NPlusOne.OFF), relata, comparisons);
        return questions
                .run()
                .then(Mono.defer(() -> questions.caught(database.relata(NPlusOne.FAIL))))
                .doOnNext(this::printCaught)
                .then();
    }

    private void printCaught(String message) {
        out.printf("%nWith nPlusOne(FAIL), for tests, the naive lookups end in an error:%n%n");
        WRAPPED.matcher(message).results().forEach(part -> out.println("  " + part.group(1)));
    }

    private void sumUp(Path lines, Path summary) {
        long heap = PeakHeap.mebibytes();
        Summary.of(Importer.TABLES, steps.done(), comparisons.done(), heap).writeTo(summary);
        out.printf(
                "%n%s.%n%n  peak heap  %,d MiB%n  methods    %s%n  summary    %s%n", unresolved, heap, lines, summary);
        out.printf("%nAsk the graph: ./demo implementors java.util.List, or see ./demo --help.%n");
    }
}
