package dev.relata.examples.atlas;

import dev.relata.Relata;
import dev.relata.examples.atlas.comparison.NPlusOneComparisons;
import dev.relata.examples.atlas.database.Database;
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

/** What a run does with its database. For one run. */
final class Job {

    private static final Pattern WRAPPED = Pattern.compile("(.{1,100})(?: |$)");

    private final Database database;
    private final Relata relata;
    private final StatementCounter statements;
    private final PrintStream out;
    private final Steps steps;
    private final Comparisons comparisons;
    private final GraphImport graph;

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
        this.out = out;
        this.steps = new Steps(out, Display.on(out), statements::count);
        this.comparisons = new Comparisons(out, Display.on(out), statements::count);
        this.graph = new GraphImport(database, statements, source, out, steps);
    }

    /** Imports the graph anew, exports its methods, compares ways to ask and sums up, leaving two files in the folder. */
    Mono<Void> importAndExport(Path folder) {
        Path file = folder.resolve("methods.ndjson");
        return graph.run()
                .flatMap(scan ->
                        steps.run("export", scan.methodCount(), progress -> new Exporter(relata).write(file, progress)))
                .then(Mono.defer(this::compare))
                .then(Mono.fromRunnable(() -> sumUp(file, folder.resolve("summary.json"))));
    }

    /** Prints the answer, of the graph that is there; where there is none it is imported first. */
    Mono<Void> answer(Question question, String subject, PrintStream answers) {
        return graph.present()
                .switchIfEmpty(graph.run().then(Mono.defer(graph::present)))
                .doOnNext(there -> out.println("The graph of JDK " + there.runtime() + ":"))
                .then(Mono.defer(() -> print(new Answers(relata).to(question, subject), answers)));
    }

    private Mono<Void> print(Flux<String> lines, PrintStream answers) {
        long before = statements.count();
        return lines.doOnNext(answers::println)
                .count()
                .doOnNext(found -> out.printf("%,d in all, %,d statements.%n", found, statements.count() - before))
                .then();
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
                "%n%s.%n%n  peak heap  %,d MiB%n  methods    %s%n  summary    %s%n",
                graph.unresolved(), heap, lines, summary);
        out.printf("%nAsk the graph: ./demo implementors java.util.List, or see ./demo --help.%n");
    }
}
