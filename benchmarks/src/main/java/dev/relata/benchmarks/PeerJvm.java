package dev.relata.benchmarks;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Starts a peer that brings a class path of its own, and reads what it has measured. */
final class PeerJvm {

    /** The name under which the reference's time in the peer's JVM is reported. */
    static final String ANCHOR = "raw-best-anchor";

    private static final String MAIN = "dev.relata.benchmarks.hibernate.HibernatePeer";
    private static final Path BUILT = Path.of("benchmarks", "hibernate-reactive", "target");

    private final Settings settings;
    private final String url;

    PeerJvm(Settings settings, String url) {
        this.settings = settings;
        this.url = url;
    }

    /** Whether it has been built; a test of the benchmarks alone goes without. */
    static boolean built() {
        return Files.exists(BUILT.resolve("hibernate-reactive.jar"));
    }

    /** Runs it to its end; its lines go where ours go. */
    List<Measurement> measure() {
        try {
            Path results = Files.createTempFile("relata-peer", ".json");
            int status =
                    new ProcessBuilder(command(results)).inheritIO().start().waitFor();
            if (status != 0) {
                throw new IllegalStateException(MAIN + " ended with " + status);
            }
            List<Measurement> measured =
                    JsonMapper.builder().build().readValue(results.toFile(), new TypeReference<List<Measurement>>() {});
            Files.delete(results);
            return measured.stream().map(PeerJvm::anchored).toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot run " + MAIN, failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(MAIN + " was interrupted", stopped);
        }
    }

    private static Measurement anchored(Measurement one) {
        return one.variant().equals(Workload.REFERENCE) ? one.named(ANCHOR) : one;
    }

    private List<String> command(Path results) {
        String heap = Runtime.getRuntime().maxMemory() / 1024 + "k";
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + heap,
                "-Xmx" + heap,
                "-cp",
                BUILT.resolve("hibernate-reactive.jar") + File.pathSeparator + BUILT.resolve("lib/*"),
                MAIN));
        command.addAll(settings.arguments(url, results));
        return command;
    }
}
