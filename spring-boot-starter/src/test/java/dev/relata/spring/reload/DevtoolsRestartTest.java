package dev.relata.spring.reload;

import static dev.relata.spring.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.spring.Database;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * An application in a JVM of its own, as devtools leave tests alone. Its classes are in a folder that devtools watch, and the
 * libraries, Relata among them, outside of it, as in a build of users.
 */
class DevtoolsRestartTest {

    private static final int POOL = 3;

    @Test
    void aChangedClassRestartsTheApplicationWithAnotherRelata(@TempDir Path classes) throws Exception {
        String url = Database.url("devtools");
        copyClasses(classes);
        Process application = start(classes, url);
        try (BufferedReader output = application.inputReader()) {
            String[] first = ready(output);
            Path changed = classes.resolve("dev/relata/spring/reload/Note.class");
            Files.setLastModifiedTime(changed, FileTime.from(Instant.now().plusSeconds(1)));
            String[] second = ready(output);

            assertThat(first).startsWith("RestartClassLoader").endsWith("AppClassLoader", "true", "1");
            assertThat(second).startsWith("RestartClassLoader").endsWith("AppClassLoader", "true", "2");
            assertThat(second[1]).as("the class loader of the records").isNotEqualTo(first[1]);
            awaitOnePool(url);
        } finally {
            application.destroyForcibly().waitFor();
        }
    }

    private static void copyClasses(Path target) throws Exception {
        Path source = Path.of(DevtoolsRestartTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path own = target.resolve("dev/relata/spring/reload");
        Files.createDirectories(own);
        try (var files = Files.newDirectoryStream(source.resolve("dev/relata/spring/reload"), "No*.class")) {
            for (Path file : files) {
                Files.copy(file, own.resolve(file.getFileName()));
            }
        }
        Path settings = target.resolve("META-INF/spring-devtools.properties");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, "restart.exclude.libraries=.*/(classes|test-classes|test)/\n");
    }

    private static Process start(Path classes, String url) throws IOException {
        String libraries = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classes + System.getProperty("path.separator") + libraries,
                        NotesApplication.class.getName(),
                        "--spring.main.web-application-type=none",
                        "--spring.main.keep-alive=true",
                        "--spring.devtools.livereload.enabled=false",
                        "--spring.devtools.restart.poll-interval=200ms",
                        "--spring.devtools.restart.quiet-period=100ms",
                        "--spring.r2dbc.url=" + url,
                        "--spring.r2dbc.pool.initial-size=" + POOL,
                        "--spring.r2dbc.pool.max-size=" + POOL))
                .redirectErrorStream(true)
                .start();
    }

    /** The words of the next line for the test; what was printed until then, if there is none. */
    private static String[] ready(BufferedReader output) throws Exception {
        StringBuilder printed = new StringBuilder();
        return CompletableFuture.supplyAsync(() -> {
                    for (String line = next(output); line != null; line = next(output)) {
                        if (line.startsWith(NotesApplication.READY)) {
                            return line.substring(NotesApplication.READY.length())
                                    .split(" ");
                        }
                        printed.append(line).append('\n');
                    }
                    throw new AssertionError("ended: " + printed);
                })
                .get(40, TimeUnit.SECONDS);
    }

    private static String next(BufferedReader output) {
        try {
            return output.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The connections of the first pool have been given back: there are those of the second. */
    private static void awaitOnePool(String url) {
        ConnectionFactory connections = ConnectionFactories.get(url.replace("/devtools", "/postgres"));
        done(DatabaseClient.create(connections)
                .sql("SELECT count(*) FROM pg_stat_activity WHERE datname = 'devtools'")
                .mapValue(Long.class)
                .one()
                .filter(open -> open <= POOL)
                .repeatWhenEmpty(500, again -> again.delayElements(Duration.ofMillis(10)))
                .switchIfEmpty(Mono.error(() -> new AssertionError("the first pool is open"))));
    }
}
