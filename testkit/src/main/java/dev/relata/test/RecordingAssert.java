package dev.relata.test;

import dev.relata.recorder.BurstRecording;
import dev.relata.recorder.PipelineRecording;
import dev.relata.recorder.Recorder;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on a recorded pipeline. One that fails shows the whole pipeline as a tree: its bursts, requests and statements, so that
 * the reason stands beside the number.
 *
 * <pre>{@code
 * Recorder recorder = Recorder.create();
 * Relata relata = Relata.builder().store(InMemoryStore.create()).model(model).listener(recorder).build();
 *
 * recorder.record("authors with books", PipelineKind.TEST, authorsWithBooks(relata))
 *         .as(StepVerifier::create)
 *         .expectNextCount(20)
 *         .verifyComplete();
 *
 * RecordingAssert.assertThat(recorder).hasStatements(2).hasNoFindings();
 * }</pre>
 */
public final class RecordingAssert extends AbstractAssert<RecordingAssert, PipelineRecording> {

    private RecordingAssert(PipelineRecording actual) {
        super(actual, RecordingAssert.class);
    }

    /**
     * Starts assertions on a recorded pipeline.
     *
     * @param recording the pipeline
     * @return the assertions
     */
    public static RecordingAssert assertThat(PipelineRecording recording) {
        return new RecordingAssert(recording);
    }

    /**
     * Starts assertions on the pipeline that a recorder has seen last.
     *
     * @param recorder the recorder
     * @return the assertions
     * @throws AssertionError if it has seen none
     */
    public static RecordingAssert assertThat(Recorder recorder) {
        return new RecordingAssert(
                recorder.latest().orElseThrow(() -> new AssertionError("the recorder has seen no pipeline")));
    }

    /**
     * Verifies how many statements were sent, but those that control transactions and cursors.
     *
     * @param expected their number
     * @return this
     * @throws AssertionError if there were more or fewer; shows them all
     */
    public RecordingAssert hasStatements(long expected) {
        return matches("statements", expected, actual.summary().statements());
    }

    /**
     * Verifies how many times the pipeline waited for the store, since each burst waits for the one before.
     *
     * @param expected the number of bursts
     * @return this
     * @throws AssertionError if there were more or fewer; shows them all
     */
    public RecordingAssert hasBursts(int expected) {
        return matches("bursts", expected, actual.bursts().size());
    }

    /**
     * Verifies how many requests started in one burst.
     *
     * @param number the number of the burst, from 1
     * @param expected the number of its requests
     * @return this
     * @throws AssertionError if there were more or fewer; shows them all
     */
    public RecordingAssert hasRequestsInBurst(int number, int expected) {
        int requests = actual.bursts().stream()
                .filter(burst -> burst.number() == number)
                .map(BurstRecording::requests)
                .mapToInt(List::size)
                .sum();
        return matches("requests in burst " + number, expected, requests);
    }

    /**
     * Verifies that nothing was found that could be done better.
     *
     * @return this
     * @throws AssertionError if something was; shows all of it
     */
    public RecordingAssert hasNoFindings() {
        return matches("findings", 0, actual.findings().size());
    }

    private RecordingAssert matches(String what, long expected, long found) {
        if (found != expected) {
            throw failureWithActualExpected(
                    found, expected, "expected %d %s, but there were %d:%n%s", expected, what, found, actual.tree());
        }
        return this;
    }
}
