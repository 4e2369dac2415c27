package dev.relata.r2dbc;

import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;

/**
 * A primary and a streaming standby of it, on loopback, which end with {@code close()}. Their programs are those of the embedded
 * PostgreSQL, so that the tests run everywhere; {@code -Drelata.test.postgres.bin=/usr/lib/postgresql/15/bin} takes those of a system.
 *
 * <p>The standby gives no read any time against its recovery, and the primary is told of none of its reads.
 */
final class TestReplication implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path home;
    private final Path bin;
    private final int primaryPort = freePort();
    private final int standbyPort = freePort();

    private TestReplication(Path home, Path bin) {
        this.home = home;
        this.bin = bin;
    }

    static TestReplication start() {
        try {
            TestReplication servers = new TestReplication(Files.createTempDirectory("relata-replication"), programs());
            servers.create();
            return servers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server knows where its own programs are, wherever the library has put them. */
    private static Path programs() throws IOException {
        String given = System.getProperty("relata.test.postgres.bin");
        if (given != null) {
            return Path.of(given);
        }
        try (EmbeddedPostgres any = EmbeddedPostgres.builder().start()) {
            ConnectionFactoryOptions options = ConnectionFactoryOptions.parse(
                    "r2dbc:postgresql://postgres:postgres@localhost:" + any.getPort() + "/postgres");
            return Path.of(one(options, "SELECT setting FROM pg_config WHERE name = 'BINDIR'", String.class));
        }
    }

    private void create() throws IOException {
        Path primary = home.resolve("primary");
        Path standby = home.resolve("standby");
        run(
                "initdb",
                "-D",
                primary.toString(),
                "-U",
                "postgres",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C",
                "--no-sync");
        // Streaming from the beginning needs no program for a base backup: what was never started is copied as it is.
        copy(primary, standby);
        Files.createFile(standby.resolve("standby.signal"));
        Files.writeString(
                standby.resolve("postgresql.auto.conf"),
                "primary_conninfo = 'host=127.0.0.1 port=" + primaryPort + " user=postgres'\n",
                StandardOpenOption.APPEND);
        startPrimary();
        startStandby();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private void startPrimary() throws IOException {
        start("primary", primaryPort, "-c autovacuum=off");
    }

    void startStandby() {
        try {
            start(
                    "standby",
                    standbyPort,
                    "-c max_standby_streaming_delay=0 -c hot_standby_feedback=off -c wal_retrieve_retry_interval=100ms");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stopStandby() {
        try {
            run("pg_ctl", "-D", home.resolve("standby").toString(), "-m", "fast", "-w", "stop");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void start(String name, int port, String settings) throws IOException {
        Path data = home.resolve(name);
        run(
                "pg_ctl",
                "-D",
                data.toString(),
                "-l",
                home.resolve(name + ".log").toString(),
                "-w",
                "-t",
                "60",
                "-o",
                "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off " + settings,
                "start");
    }

    /** Root may not run PostgreSQL: then in a name space where it is nobody, as the embedded server does. */
    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(bin.resolve(program).toString());
        command.addAll(List.of(arguments));
        File log = home.resolve("programs.log").toFile();
        Process process = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        try {
            boolean ended = process.waitFor(90, TimeUnit.SECONDS);
            if (!ended || process.exitValue() != 0) {
                throw new IllegalStateException(command + (ended ? " failed: " : " does not end: ") + logs());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String logs() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String name : List.of("programs.log", "primary.log", "standby.log")) {
            Path log = home.resolve(name);
            if (Files.exists(log)) {
                all.append('\n').append(Files.readString(log, StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int standbyPort() {
        return standbyPort;
    }

    /** The address of the primary, for a builder. */
    String primaryUrl() {
        return url(primaryPort);
    }

    /** The address of the standby, for a builder. */
    String standbyUrl() {
        return url(standbyPort);
    }

    private static String url(int port) {
        return "r2dbc:postgresql://postgres:none@127.0.0.1:" + port + "/postgres";
    }

    PostgresqlConnectionFactory primary() {
        return factory(primaryPort);
    }

    PostgresqlConnectionFactory standby() {
        return factory(standbyPort);
    }

    private static PostgresqlConnectionFactory factory(int port) {
        return new PostgresqlConnectionFactory(PostgresqlConnectionConfiguration.builder()
                .host("127.0.0.1")
                .port(port)
                .username("postgres")
                .password("none")
                .database("postgres")
                .forceBinary(true)
                .build());
    }

    void onPrimary(String... statements) {
        run(primary(), statements);
    }

    private void onStandby(String... statements) {
        run(standby(), statements);
    }

    private static void run(PostgresqlConnectionFactory server, String... statements) {
        Flux.usingWhen(
                        server.create(),
                        connection -> Flux.fromArray(statements)
                                .concatMap(
                                        sql -> connection.createStatement(sql).execute())
                                .concatMap(result -> result.getRowsUpdated()),
                        PostgresqlConnection::close)
                .then()
                .block(PATIENCE);
    }

    <T> T ofPrimary(String sql, Class<T> type) {
        return one(ConnectionFactoryOptions.parse(primaryUrl()), sql, type);
    }

    <T> T ofStandby(String sql, Class<T> type) {
        return one(ConnectionFactoryOptions.parse(standbyUrl()), sql, type);
    }

    private static <T> T one(ConnectionFactoryOptions options, String sql, Class<T> type) {
        Optional<T> value = Flux.usingWhen(
                        ConnectionFactories.get(options).create(),
                        connection -> Flux.from(connection.createStatement(sql).execute())
                                .concatMap(result ->
                                        result.map((row, metadata) -> Optional.<T>ofNullable(row.get(0, type)))),
                        connection -> connection.close())
                .blockLast(PATIENCE);
        return Objects.requireNonNull(value).orElseThrow();
    }

    /** Lets the standby replay nothing more, so that it shows what it shows now. */
    void pauseReplay() {
        onStandby("SELECT pg_wal_replay_pause()");
        TestDatabase.await(
                () -> "paused".equals(ofStandby("SELECT pg_get_wal_replay_pause_state()", String.class)) ? 1 : 0, 1);
    }

    void resumeReplay() {
        onStandby("SELECT pg_wal_replay_resume()");
    }

    /** Waits until the standby shows all that the primary has written so far. */
    void awaitReplay() {
        String written = ofPrimary("SELECT pg_current_wal_flush_lsn()::text", String.class);
        TestDatabase.await(
                () -> ofStandby("SELECT (pg_last_wal_replay_lsn() >= '" + written + "'::pg_lsn)::int", Integer.class),
                1);
    }

    @Override
    public void close() {
        for (String name : List.of("standby", "primary")) {
            stopped(name);
        }
        try (Stream<Path> files = Files.walk(home)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void stopped(String name) {
        Path data = home.resolve(name);
        if (!Files.exists(data.resolve("postmaster.pid"))) {
            return;
        }
        try {
            run("pg_ctl", "-D", data.toString(), "-m", "immediate", "-w", "stop");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
