package dev.relata.r2dbc;

import dev.relata.error.RelataException;
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
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/**
 * A program that writes a model from the tables of a database into a folder of sources: a record for each table and view, an enum for
 * each enumerated type, a constant at both ends of each foreign key and each junction.
 *
 * <pre>
 * java -cp … dev.relata.r2dbc.RecordsFromDatabase r2dbc:postgresql://localhost/shop com.example.shop src/main/java 'flyway_*'
 * </pre>
 *
 * The arguments are the URL, the package, the folder, and the tables to leave out, in whose names {@code *} stands for any characters.
 * The URL may contain the user and the password; otherwise they are {@code PGUSER} and {@code PGPASSWORD} of the environment. If one of
 * the files exists, nothing is written, unless the first argument is {@code --overwrite}.
 *
 * <p>The exit code is 0 if all files were written, 1 if not, after one line that says why, and 2 if the arguments cannot be used.
 */
public final class RecordsFromDatabase {

    private static final int ARGUMENTS = 3;
    private static final String OVERWRITE = "--overwrite";
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USE = 2;
    private static final String USAGE =
            "usage: RecordsFromDatabase [--overwrite] <url> <package> <folder> [<table to leave out> …]\n"
                    + "such as: r2dbc:postgresql://localhost/shop com.example.shop src/main/java 'flyway_*'\n"
                    + "User and password are those of the url, else PGUSER and PGPASSWORD of the environment.\n"
                    + "Files that exist are kept, and nothing is written then, unless --overwrite is given.";

    /** A user and a password in a URL. */
    private static final Pattern PASSWORD = Pattern.compile("://[^/@]*:[^/@]*@");

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
     * @param arguments {@code --overwrite} or nothing, then the URL, the package, the folder, and the tables to leave out
     */
    public static void main(String[] arguments) {
        System.exit(new RecordsFromDatabase(System.getenv(), System.out, System.err).run(List.of(arguments)));
    }

    /** Returns the exit code. */
    int run(List<String> given) {
        boolean overwrite = given.indexOf(OVERWRITE) == 0;
        List<String> arguments = overwrite ? given.subList(1, given.size()) : given;
        if (arguments.size() < ARGUMENTS || arguments.stream().anyMatch(argument -> argument.startsWith("-"))) {
            return misused("");
        }
        try {
            Path folder = Path.of(arguments.get(2));
            return write(read(arguments), folder, overwrite);
        } catch (IllegalArgumentException e) {
            return misused(line(e) + "\n");
        } catch (RelataException e) {
            return failed(line(e));
        } catch (UncheckedIOException e) {
            return failed("not all files were written: " + line(e));
        }
    }

    private int misused(String problem) {
        err.println(problem + USAGE);
        return WRONG_USE;
    }

    private int failed(String problem) {
        err.println(problem);
        return FAILED;
    }

    private static String line(Throwable error) {
        return String.valueOf(error.getMessage()).replaceAll("\\R\\s*", " ");
    }

    /** Waits, as a program may that does nothing else. */
    private List<SourceFile> read(List<String> arguments) {
        SchemaFilter filter = new SchemaFilter(Set.of(), arguments.subList(ARGUMENTS, arguments.size()));
        R2dbcStore store = store(arguments.get(0));
        return Objects.requireNonNull(Mono.usingWhen(
                        Mono.just(store),
                        it -> it.records(arguments.get(1), filter).collectList(),
                        R2dbcStore::close)
                .block());
    }

    private R2dbcStore store(String url) {
        R2dbcStoreBuilder builder = R2dbcStore.builder().url(url).maxSize(1).acquireTimeout(Duration.ofSeconds(30));
        String user = environment.get("PGUSER");
        if (!url.contains("@") && user != null) {
            builder.username(user);
        }
        if (!PASSWORD.matcher(url).find() && environment.containsKey("PGPASSWORD")) {
            builder.password(environment.get("PGPASSWORD"));
        }
        try {
            return builder.build();
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private int write(List<SourceFile> files, Path folder, boolean overwrite) {
        List<Path> there = files.stream()
                .map(file -> folder.resolve(file.path()))
                .filter(Files::exists)
                .toList();
        if (!overwrite && !there.isEmpty()) {
            return failed("nothing was written, because " + there.get(0) + " exists"
                    + (there.size() == 1 ? "" : ", and " + (there.size() - 1) + " more of the files")
                    + ": delete what is there, give another folder, or overwrite it with " + OVERWRITE);
        }
        files.forEach(file -> write(folder.resolve(file.path()), file.text()));
        out.println(files.size() + " files in " + folder.toAbsolutePath() + ", the first of them "
                + files.get(0).path());
        return DONE;
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
