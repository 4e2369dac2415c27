package dev.relata.recorder;

/**
 * What the lookups of a pipeline would have cost if each had been a statement of its own, one after another, each as quick as the
 * quickest statement of the pipeline: an estimate, and a low one. Immutable.
 *
 * @param statements the number of statements
 * @param micros the time in microseconds
 */
public record CostEstimate(long statements, long micros) {}
