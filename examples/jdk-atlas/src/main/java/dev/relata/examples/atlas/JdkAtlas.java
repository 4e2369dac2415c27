package dev.relata.examples.atlas;

import dev.relata.examples.atlas.database.Database;
import dev.relata.examples.atlas.database.DatabaseException;
import dev.relata.examples.atlas.report.StatementCounter;
import dev.relata.examples.atlas.scan.JdkScan;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The program: imports the class graph of the JDK that runs it, exports its methods, compares what lookups cost one by one and
 * together, answers questions about it. Its exit status is 0 when all is done, 1 when something failed and 2 when it was asked for
 * something that it does not know.
 */
public final class JdkAtlas {

    private static final Path TARGET = Path.of("examples", "jdk-atlas", "target");

    private JdkAtlas() {}

    /**
     * Runs it.
     *
     * @param arguments as {@code --help} says
     */
    public static void main(String[] arguments) {
        System.exit(run(System.out, System.err, arguments));
    }

    private static int run(PrintStream out, PrintStream err, String... words) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(words);
        } catch (IllegalArgumentException mistake) {
            err.println(mistake.getMessage() + System.lineSeparator() + System.lineSeparator() + Arguments.USAGE);
            return 2;
        }
        if (arguments.help()) {
            out.println(Arguments.USAGE);
            return 0;
        }
        return run(out, err, arguments);
    }

    private static int run(PrintStream out, PrintStream err, Arguments arguments) {
        try {
            Mono.defer(() -> job(out, err, arguments)).toFuture().join();
            return 0;
        } catch (CompletionException failure) {
            return report(err, Objects.requireNonNullElse(failure.getCause(), failure));
        }
    }

    private static Mono<Void> job(PrintStream out, PrintStream err, Arguments arguments) {
        StatementCounter statements = new StatementCounter();
        Question question = arguments.question();
        // What an import says on the way to an answer does not belong among its lines.
        PrintStream report = question == null ? out : err;
        return Mono.usingWhen(
                open(arguments.url(), statements),
                database -> {
                    Job job = new Job(database, statements, JdkScan.ofRunningJdk(), report);
                    return question == null
                            ? job.importAndExport(TARGET)
                            : job.answer(question, arguments.subject(), out);
                },
                Database::close);
    }

    private static Mono<Database> open(@Nullable String url, StatementCounter statements) {
        return Mono.fromCallable(() -> url == null
                        ? Database.embedded(TARGET.resolve("postgres"), statements)
                        : Database.at(url, statements))
                .subscribeOn(Schedulers.boundedElastic());
    }

    private static int report(PrintStream err, Throwable failure) {
        if (failure instanceof UnknownNameException || failure instanceof DatabaseException) {
            err.println(failure.getMessage());
        } else if (!ending()) {
            err.println("The run failed:");
            failure.printStackTrace(err);
        }
        return failure instanceof UnknownNameException ? 2 : 1;
    }

    /** After Ctrl-C the embedded server ends by a hook of its own: that statements fail then is no news. */
    private static boolean ending() {
        Thread hook = new Thread(() -> {});
        try {
            Runtime.getRuntime().addShutdownHook(hook);
            Runtime.getRuntime().removeShutdownHook(hook);
            return false;
        } catch (IllegalStateException ending) {
            return true;
        }
    }
}
