package dev.relata.recorder;

/** What a recorded pipeline is. */
public enum PipelineKind {
    /** What a server does for one request of a client. */
    REQUEST,
    /** A batch scope outside any other pipeline. */
    SCOPE,
    /** One request to the store, or one write of many rows, outside any other pipeline. */
    LONE,
    /** A test. */
    TEST,
    /** Anything else that has been given a name. */
    OTHER
}
