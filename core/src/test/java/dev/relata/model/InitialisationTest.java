package dev.relata.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.ClassPath;
import dev.relata.error.ModelException;
import dev.relata.metamodel.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.reactivestreams.Publisher;

/** Records whose constants name each other come up whole, in any order and from two threads. */
class InitialisationTest {

    private static final List<List<String>> ORDERS = List.of(
            List.of("Author,Book,Prize"),
            List.of("Prize,Book,Author"),
            List.of("Author,Book,Prize", "Book,Prize,Author"),
            List.of("Prize,Author,Book", "Author,Prize,Book"));

    private static final AtomicBoolean TOUCHED = new AtomicBoolean();

    record Untouched(@Id Long id, String name) {
        static final boolean INITIALISED = TOUCHED.getAndSet(true);
    }

    record Chicken(@Id Long id, @Nullable Long eggId) {
        static final @Nullable OneToMany<Egg, Chicken> OF_EGG = Egg.CHICKENS;
    }

    record Egg(@Id Long id) {
        static final OneToMany<Egg, Chicken> CHICKENS = Relationships.oneToMany(Egg.class, Chicken::eggId);
        static final @Nullable OneToMany<Egg, Chicken> SAME = Chicken.OF_EGG;
    }

    @Test
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void freshJvmsLoadTheModelInBothOrdersAndFromTwoThreads(@TempDir Path logs) throws Exception {
        load(24, logs);
    }

    @Test
    @Tag("soak")
    @Timeout(value = 4, unit = TimeUnit.MINUTES)
    void hundredFreshJvmsLoadTheModelInBothOrdersAndFromTwoThreads(@TempDir Path logs) throws Exception {
        load(100, logs);
    }

    private static void load(int jvms, Path logs) throws Exception {
        for (int first = 0; first < jvms; first += 2) {
            List<Process> pair = new ArrayList<>();
            for (int run = first; run < first + 2; run++) {
                pair.add(start(ORDERS.get(run / 2 % ORDERS.size()), logs.resolve(run + ".log")));
            }
            for (int i = 0; i < pair.size(); i++) {
                check(pair.get(i), logs.resolve((first + i) + ".log"));
            }
        }
    }

    private static Process start(List<String> orders, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                ClassPath.of(FreshJvm.class, Model.class, Nullable.class, Publisher.class),
                FreshJvm.class.getName()));
        command.addAll(orders);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    private static void check(Process process, Path log) throws InterruptedException {
        boolean ended = process.waitFor(30, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly();
        }
        assertThat(ended).as("ended, no deadlock: %s", log).isTrue();
        assertThat(process.exitValue()).as(() -> text(log)).isZero();
    }

    private static String text(Path log) {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void findingAPropertyDoesNotInitialiseItsRecord() {
        PropertyRef reference = PropertyRef.of((Property<Untouched, String>) Untouched::name);

        assertThat(reference.owner().getSimpleName() + "." + reference.name()).isEqualTo("Untouched.name");
        assertThat(TOUCHED).isFalse();
        assertThat(Untouched.INITIALISED).as("what was there before").isFalse();
        assertThat(TOUCHED).isTrue();
    }

    @Test
    void aConstantThatReadsAnotherRecordsConstantTooEarlyIsNamed() {
        assertThatThrownBy(() -> Model.of(Chicken.class, Egg.class))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Egg.SAME is null")
                .hasMessageContaining("give the other one as a supplier");
    }
}
