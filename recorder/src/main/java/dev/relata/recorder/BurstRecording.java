package dev.relata.recorder;

import java.util.List;

/**
 * Requests that started with no answer of another one of them between, so that they wait for the store at the same time. Immutable.
 *
 * @param number its place among the bursts of the pipeline, from 1
 * @param startMicros when its first request started
 * @param requests the requests, in the order of their start
 */
public record BurstRecording(int number, long startMicros, List<RequestRecording> requests) {

    /** Copies the list. */
    public BurstRecording {
        requests = List.copyOf(requests);
    }
}
