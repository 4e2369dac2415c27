package dev.relata.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is to be known of a run beside its figures. Immutable.
 *
 * @param date the day
 * @param machine processors and operating system
 * @param java the version and the heap
 * @param servers what was asked
 * @param measured sizes and rounds
 * @param seed decided the order of the variants within each round
 */
public record RunInfo(String date, String machine, String java, List<String> servers, String measured, long seed) {

    private static final Path PROCESSORS = Path.of("/proc", "cpuinfo");

    /** Copies the servers. */
    public RunInfo {
        servers = List.copyOf(servers);
    }

    static RunInfo of(Settings settings, List<String> servers) {
        return of(
                "%,d rows, %,d books, %d rounds after %d that are not counted"
                        .formatted(settings.rows(), settings.books(), settings.rounds(), settings.warmups()),
                settings.seed(),
                servers);
    }

    /**
     * Describes a run of this JVM.
     *
     * @param measured sizes and rounds
     * @param seed the seed
     * @param servers what was asked
     * @return what is to be known
     */
    public static RunInfo of(String measured, long seed, List<String> servers) {
        return new RunInfo(
                LocalDate.now(ZoneOffset.UTC).toString(),
                "%d processors (%s), %s %s"
                        .formatted(
                                Runtime.getRuntime().availableProcessors(),
                                processor(),
                                System.getProperty("os.name"),
                                System.getProperty("os.version")),
                "Java %s, %d MiB of heap"
                        .formatted(
                                System.getProperty("java.version"),
                                Runtime.getRuntime().maxMemory() >> 20),
                servers,
                measured,
                seed);
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(PROCESSORS)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException notLinux) {
            return System.getProperty("os.arch");
        }
    }
}
