package dev.relata.examples.atlas.report;

/** How far a step has come. Told from one thread at a time; closed when the step ends, however it ends. */
public interface Progress extends AutoCloseable {

    /**
     * Notes further rows.
     *
     * @param rows how many
     */
    void advance(long rows);

    @Override
    void close();
}
