package dev.relata.r2dbc;

import io.r2dbc.spi.ConnectionFactoryOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.util.retry.Retry;

/** A PgBouncer from the PATH, or the one that {@code RELATA_TEST_PGBOUNCER} names, as a process of its own. */
final class PgBouncer implements TestPooler {

    private final Process process;
    private final Path directory;
    private final int port;

    private PgBouncer(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /** Starts one that does not refuse the startup parameter that the driver always sends. */
    static PgBouncer start(TestDatabaseServer database, Mode mode, int servers) {
        return start(database, mode, servers, "extra_float_digits");
    }

    static PgBouncer start(TestDatabaseServer database, Mode mode, int servers, String ignored) {
        try {
            return started(database, mode, servers, ignored);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PgBouncer started(TestDatabaseServer database, Mode mode, int servers, String ignored)
            throws IOException {
        int port = freePort();
        Path directory = Files.createTempDirectory("relata-pgbouncer");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path settings = directory.resolve("pgbouncer.ini");
        Files.writeString(settings, settings(database, mode, servers, ignored, port));
        Files.setPosixFilePermissions(settings, PosixFilePermissions.fromString("rw-r--r--"));
        Process process = new ProcessBuilder(command(settings))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        PgBouncer started = new PgBouncer(process, directory, port);
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        started.await();
        return started;
    }

    private static String settings(TestDatabaseServer database, Mode mode, int servers, String ignored, int port) {
        return """
                [databases]
                * = host=%s port=%d user=%s password='%s'
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = any
                pool_mode = %s
                server_round_robin = %d
                default_pool_size = %d
                max_client_conn = 500
                ignore_startup_parameters = %s
                %s
                """.formatted(
                database.require(ConnectionFactoryOptions.HOST),
                database.require(ConnectionFactoryOptions.PORT),
                database.require(ConnectionFactoryOptions.USER),
                database.require(ConnectionFactoryOptions.PASSWORD).toString().replace("'", "''"),
                port,
                mode == Mode.SESSION ? "session" : "transaction",
                mode == Mode.TURN ? 1 : 0,
                servers,
                ignored,
                TestPooler.canRename() ? "max_prepared_statements = " + (mode == Mode.RENAMING ? 200 : 0) : "");
    }

    /** It refuses to run as root. */
    private static List<String> command(Path settings) {
        List<String> command = new ArrayList<>(List.of(program(), settings.toString()));
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(1, List.of("-u", "nobody"));
        }
        return command;
    }

    private static String program() {
        return TestPooler.canRename() ? newerProgram() : programOnThePath();
    }

    private static String newerProgram() {
        return Optional.ofNullable(System.getenv("RELATA_TEST_PGBOUNCER"))
                .orElseThrow(() -> new IllegalStateException(
                        "relata.test.pooler=pgbouncer-prepared, and RELATA_TEST_PGBOUNCER names no PgBouncer of 1.21 or later: run"
                                + " this by .ci/pgbouncer, or leave the property out"));
    }

    private static String programOnThePath() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .map(folder -> new File(folder, "pgbouncer"))
                .filter(File::canExecute)
                .findFirst()
                .map(File::getPath)
                .orElseThrow(() -> new IllegalStateException(
                        "relata.test.pooler=pgbouncer, and no pgbouncer is on the PATH: install it (apt-get install"
                                + " pgbouncer), or leave the property out"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void await() {
        Mono.fromCallable(() -> {
                    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                        return socket.isConnected();
                    }
                })
                .subscribeOn(Schedulers.boundedElastic())
                .retryWhen(Retry.fixedDelay(500, Duration.ofMillis(20)))
                .onErrorMap(error -> new IllegalStateException("PgBouncer did not start; see " + directory, error))
                .as(StepVerifier::create)
                .expectNext(true)
                .verifyComplete();
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            for (String name : List.of("pgbouncer.ini", "log")) {
                Files.deleteIfExists(directory.resolve(name));
            }
            Files.deleteIfExists(directory);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("PgBouncer could not be cleared away", e);
        }
    }
}
