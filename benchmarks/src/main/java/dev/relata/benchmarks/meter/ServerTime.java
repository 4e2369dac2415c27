package dev.relata.benchmarks.meter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The processor time of a PostgreSQL on this machine: that of the postmaster and all of its children. Linux only, whose
 * scheduler counts it in nanoseconds for a process that runs, and in steps of 10 ms for those that have ended.
 */
final class ServerTime {

    private static final Path PROCESSES = Path.of("/proc");
    private static final long NANOS_PER_TICK = 10_000_000;
    private static final int PARENT = 1;
    private static final int ENDED_USER = 13;
    private static final int ENDED_SYSTEM = 14;

    private final String postmaster;

    private ServerTime(String postmaster) {
        this.postmaster = postmaster;
    }

    /** Finds the server by its data directory, which is none where the server or its counters are out of reach. */
    static @Nullable ServerTime of(Path dataDirectory) {
        Path file = dataDirectory.resolve("postmaster.pid");
        try (Stream<String> lines = Files.lines(file)) {
            String postmaster = lines.findFirst().orElse("").strip();
            return Files.isReadable(PROCESSES.resolve(postmaster).resolve("schedstat"))
                    ? new ServerTime(postmaster)
                    : null;
        } catch (IOException | UncheckedIOException outOfReach) {
            return null;
        }
    }

    /** Reads what all processes have taken so far. */
    long nanos() {
        String[] own = fields(postmaster);
        long ended = (Long.parseLong(own[ENDED_USER]) + Long.parseLong(own[ENDED_SYSTEM])) * NANOS_PER_TICK;
        try (Stream<Path> processes = Files.list(PROCESSES)) {
            return ended
                    + processes
                            .map(process -> process.getFileName().toString())
                            .filter(name -> Character.isDigit(name.charAt(0)))
                            .filter(this::belongs)
                            .mapToLong(ServerTime::running)
                            .sum();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot list " + PROCESSES, failure);
        }
    }

    private boolean belongs(String process) {
        return process.equals(postmaster) || fields(process)[PARENT].equals(postmaster);
    }

    /** The fields behind the name, which may have spaces in it. */
    private static String[] fields(String process) {
        String stat = read(process, "stat", ") S 0" + " 0".repeat(20));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", ENDED_SYSTEM + 2);
    }

    private static long running(String process) {
        String counters = read(process, "schedstat", "0 0 0");
        return Long.parseLong(counters.substring(0, counters.indexOf(' ')));
    }

    private static String read(String process, String file, String ended) {
        try {
            return Files.readString(PROCESSES.resolve(process).resolve(file));
        } catch (IOException hasEnded) {
            return ended;
        }
    }
}
