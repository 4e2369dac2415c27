package dev.relata.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.spi.Capability;
import dev.relata.test.InMemoryStore;
import dev.relata.test.internal.program.ProgramStep;
import dev.relata.test.internal.program.ProgramSteps;
import dev.relata.test.internal.program.RandomProgram;
import dev.relata.test.internal.program.ValueTexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Random requests over random models come to the same over any store as over the one in memory. */
public interface RandomProgramContract extends StoreUnderTest {

    /**
     * Records that nobody has thought of, and requests that a user might write over them; the source is printed where they differ. Each
     * build has the same few programs; {@code -Drelata.programs=…} draws others, and {@code -Drelata.seed=…} the same again.
     */
    @Test
    @Tag("S252")
    @Requires(Capability.TRANSACTIONS)
    default void randomProgramsComeToTheSameAsInMemory(@TempDir Path folder) throws IOException {
        @Nullable Integer wanted = Integer.getInteger("relata.programs");
        int programs = wanted == null ? 3 : wanted;
        long seed = Long.getLong("relata.seed", wanted == null ? 1 : System.nanoTime());
        System.out.println("random programs of seed " + seed);
        for (int round = 0; round < programs; round++) {
            RandomProgram program =
                    RandomProgram.compiled(seed + round, 80, Files.createDirectory(folder.resolve("program" + round)));
            Class<?>[] model = program.steps().model().toArray(Class<?>[]::new);
            Relata expected =
                    Relata.builder().store(InMemoryStore.create()).model(model).build();
            Relata actual = bare(model);
            if (capabilities().contains(Capability.SCHEMA)) {
                observe(actual.schema().create()).answers();
            }
            boolean keepsReferences = capabilities().contains(Capability.FOREIGN_KEYS);
            compare(seed + round, program, expected, actual, keepsReferences);
        }
    }

    private static void compare(
            long seed, RandomProgram program, Relata expected, Relata actual, boolean keepsReferences) {
        ProgramSteps steps = program.steps();
        List<ProgramStep> theirs = steps.steps(expected);
        List<ProgramStep> ours = steps.steps(actual);
        String before = "";
        for (int i = 0; i < ours.size(); i++) {
            Outcome outcome = outcome(theirs.get(i));
            if (outcome.refersToNothing() && !keepsReferences) {
                continue;
            }
            String as = "seed %d, request %d: %s%nover%n%s%nwith the rows%n%s"
                    .formatted(seed, i, ours.get(i).text(), program.model(), before);
            assertThat(outcome(ours.get(i)).text()).as("%s", as).isEqualTo(outcome.text());
            String rows = rows(steps, actual);
            assertThat(rows).as("%s", as).isEqualTo(rows(steps, expected));
            before = rows;
        }
    }

    private static String rows(ProgramSteps steps, Relata relata) {
        return String.join("\n", within(steps.rows(relata).sort()));
    }

    /**
     * What a request came to.
     *
     * @param text its answers, or the class of its error: of several violations each database names the one that it meets first
     * @param refersToNothing whether a foreign key has refused it, which a store without them cannot
     */
    record Outcome(String text, boolean refersToNothing) {}

    private static Outcome outcome(ProgramStep step) {
        Flux<String> answers =
                Flux.defer(() -> Flux.<Object>from(step.request().get())).map(ValueTexts::text);
        Flux<String> listed = step.ordered() ? answers : answers.sort();
        return within(listed.collectList()
                        .map(texts -> new Outcome(texts.toString(), false))
                        .onErrorResume(error -> Mono.just(outcome(error)))
                        .flux())
                .get(0);
    }

    private static Outcome outcome(Throwable error) {
        return new Outcome(
                error.getClass().getSimpleName(),
                error instanceof StoreException store && store.reason() == Reason.FOREIGN_KEY);
    }

    private static <T> List<T> within(Flux<T> answers) {
        List<T> all = answers.collectList().block(Duration.ofSeconds(60));
        return all == null ? List.of() : all;
    }
}
