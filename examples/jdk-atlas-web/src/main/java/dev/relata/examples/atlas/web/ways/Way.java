package dev.relata.examples.atlas.web.ways;

import dev.relata.recorder.PipelineRecording;

/**
 * One way to ask, and what it took. Immutable.
 *
 * @param name its name
 * @param code its pipeline, in Java
 * @param recording what was recorded of it
 */
record Way(String name, String code, PipelineRecording recording) {}
