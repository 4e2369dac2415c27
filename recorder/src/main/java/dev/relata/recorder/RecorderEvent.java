package dev.relata.recorder;

/** Something that a recorder has just seen. Immutable. */
public sealed interface RecorderEvent {

    /**
     * A pipeline has started or ended.
     *
     * @param pipeline the pipeline as it is now
     */
    record OfPipeline(PipelineSummary pipeline) implements RecorderEvent {}

    /**
     * Something was found, for the first time or again.
     *
     * @param finding the finding
     */
    record OfFinding(Finding finding) implements RecorderEvent {}
}
