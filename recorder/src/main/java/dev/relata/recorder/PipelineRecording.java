package dev.relata.recorder;

import java.util.List;

/**
 * Everything that is known of a recorded pipeline. Times are microseconds since its subscription. Immutable.
 *
 * @param summary the pipeline as a line of a list
 * @param bursts its requests to the store, by the burst in which they started
 * @param bulks its writes of many rows
 * @param findings what was found in it
 * @param withoutBatching what it would have cost without batches
 * @param truncated whether some of its requests were not kept, since there were too many
 */
public record PipelineRecording(
        PipelineSummary summary,
        List<BurstRecording> bursts,
        List<BulkRecording> bulks,
        List<Finding> findings,
        CostEstimate withoutBatching,
        boolean truncated) {

    /** Copies the lists. */
    public PipelineRecording {
        bursts = List.copyOf(bursts);
        bulks = List.copyOf(bulks);
        findings = List.copyOf(findings);
    }

    /**
     * Draws the pipeline as a tree of text, a line for each burst, request and statement; see {@link RecordingTree}.
     *
     * @return lines, each with its end
     */
    public String tree() {
        return RecordingTree.of(this);
    }
}
