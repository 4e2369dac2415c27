package dev.relata.r2dbc;

import dev.relata.spi.SchemaFilter;
import dev.relata.spi.SourceFile;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;

/**
 * A program that writes a model from the tables of a database into a folder of sources: a record for each table and view, an enum for
 * each enumerated type, a constant at both ends of each foreign key and each junction.
 *
 * <pre>
 * java -cp … dev.relata.r2dbc.RecordsFromDatabase r2dbc:postgresql://localhost/shop com.example.shop src/main/java 'flyway_*'
 * </pre>
 *
 * The arguments are the address, the package, the folder, and the tables to leave out, in whose names {@code *} stands for any
 * characters. User and password are those of the address, else {@code PGUSER} and {@code PGPASSWORD} of the environment. A file that is
 * there is never overwritten: then nothing is written, and the program ends with 1. It ends with 2 where the arguments make no sense.
 */
public final class RecordsFromDatabase {

    private static final int ARGUMENTS = 3;
    private static final String USAGE = "usage: RecordsFromDatabase <url> <package> <folder> [<table to leave out> …]\n"
            + "such as: r2dbc:postgresql://localhost/shop com.example.shop src/main/java 'flyway_*'\n"
            + "User and password are those of the url, else PGUSER and PGPASSWORD of the environment.";

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    RecordsFromDatabase(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the program and ends the JVM.
     *
     * @param arguments the address, the package, the folder, and the tables to leave out
     */
    public static void main(String[] arguments) {
        System.exit(new RecordsFromDatabase(System.getenv(), System.out, System.err).run(List.of(arguments)));
    }

    /** Returns the exit code. */
    int run(List<String> arguments) {
        if (arguments.size() < ARGUMENTS) {
            err.println(USAGE);
            return 2;
        }
        Path folder = Path.of(arguments.get(2));
        try {
            return write(read(arguments), folder);
        } catch (CompletionException e) {
            Throwable cause = e.getCause();
            return failed(String.valueOf((cause == null ? e : cause).getMessage()));
        } catch (IllegalArgumentException e) {
            return failed(e.getMessage() + "\n" + USAGE);
        } catch (UncheckedIOException e) {
            return failed("nothing more can be written: " + e.getMessage());
        }
    }

    private int failed(String problem) {
        err.println(problem);
        return 1;
    }

    private List<SourceFile> read(List<String> arguments) {
        SchemaFilter filter = new SchemaFilter(Set.of(), arguments.subList(ARGUMENTS, arguments.size()));
        R2dbcStore store = store(arguments.get(0));
        Answer answer = new Answer();
        store.records(arguments.get(1), filter)
                .collectList()
                .delayUntil(files -> store.close())
                .onErrorResume(error -> store.close().then(Mono.error(error)))
                .subscribe(answer);
        return answer.files.join();
    }

    /** The program has nothing else to do than to wait. */
    private static final class Answer extends BaseSubscriber<List<SourceFile>> {

        private final CompletableFuture<List<SourceFile>> files = new CompletableFuture<>();

        @Override
        protected void hookOnNext(List<SourceFile> written) {
            files.complete(written);
        }

        @Override
        protected void hookOnError(Throwable error) {
            files.completeExceptionally(error);
        }
    }

    private R2dbcStore store(String url) {
        R2dbcStoreBuilder builder = R2dbcStore.builder().url(url).maxSize(1).acquireTimeout(Duration.ofSeconds(30));
        String user = environment.get("PGUSER");
        if (!url.contains("@") && user != null) {
            builder.username(user);
            builder.password(environment.getOrDefault("PGPASSWORD", ""));
        }
        return builder.build();
    }

    private int write(List<SourceFile> files, Path folder) {
        List<Path> there = files.stream()
                .map(file -> folder.resolve(file.path()))
                .filter(Files::exists)
                .toList();
        if (!there.isEmpty()) {
            return failed("nothing was written, for there is already " + there.get(0)
                    + (there.size() == 1 ? "" : " with " + (there.size() - 1) + " others")
                    + ": delete it, or give another folder");
        }
        files.forEach(file -> write(folder.resolve(file.path()), file.text()));
        out.println(files.size() + " files in " + folder.toAbsolutePath() + ", the first of them "
                + files.get(0).path());
        return 0;
    }

    private static void write(Path path, String text) {
        try {
            Path parent = path.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
