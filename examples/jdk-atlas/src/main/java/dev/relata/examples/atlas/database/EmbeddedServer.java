package dev.relata.examples.atlas.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A PostgreSQL of this program's own: the server runs as long as this is open, its data stays in a folder and is there again the
 * next time. Both calls block.
 */
final class EmbeddedServer implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final EmbeddedPostgres postgres;
    private final FileChannel lock;

    private EmbeddedServer(EmbeddedPostgres postgres, FileChannel lock) {
        this.postgres = postgres;
        this.lock = lock;
    }

    /**
     * Starts the server; the first start in a folder unpacks it and makes an empty database.
     *
     * @throws DatabaseException where another run uses the folder, or the server does not start
     */
    static EmbeddedServer start(Path folder) {
        FileChannel lock = lock(folder);
        Path log = folder.resolve("postgres.log");
        try {
            stopLeftover(folder.resolve("data"));
            return new EmbeddedServer(startIn(folder, log), lock);
        } catch (IOException | RuntimeException | ExceptionInInitializerError failure) {
            close(lock);
            throw new DatabaseException(
                    "The embedded PostgreSQL did not start (" + failure.getMessage() + "). Its log is " + log
                            + (isRoot() ? "; as root it needs 'unshare -U', which some containers forbid" : "")
                            + ". Give another database with --url r2dbc:postgresql://user:password@host:port/database.",
                    failure);
        }
    }

    private static EmbeddedPostgres startIn(Path folder, Path log) throws IOException {
        return EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(folder.toFile())
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPGStartupWait(STARTUP)
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("maintenance_work_mem", "128MB")
                .start();
    }

    /** One run at a time: the lock goes with the process, however it ends. */
    private static FileChannel lock(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new DatabaseException(
                        "Another run uses the database in " + folder + ". Wait until it has ended.");
            }
            return channel;
        } catch (IOException failure) {
            throw new DatabaseException("Cannot write to " + folder + ": " + failure.getMessage(), failure);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    /** A run that was killed leaves its server behind, which holds the data; nobody else can be using it, we hold the lock. */
    private static void stopLeftover(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (!Files.exists(file)) {
            return;
        }
        List<String> lines = Files.readAllLines(file);
        ProcessHandle.of(Long.parseLong(lines.get(0).trim()))
                .filter(process -> process.info().command().orElse("").contains("postgres"))
                .ifPresent(process -> {
                    process.destroy();
                    process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
                });
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** How to connect, as the superuser, from this machine only. */
    String url() {
        return "r2dbc:postgresql://postgres@localhost:" + postgres.getPort() + "/postgres";
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot stop the embedded PostgreSQL", failure);
        } finally {
            close(lock);
        }
    }

    private static void close(FileChannel lock) {
        try {
            lock.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot give back the lock of the database", failure);
        }
    }
}
