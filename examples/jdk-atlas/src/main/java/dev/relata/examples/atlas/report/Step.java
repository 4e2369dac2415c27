package dev.relata.examples.atlas.report;

/**
 * A step that has ended. Immutable.
 *
 * @param name what it is called
 * @param rows the rows it read or wrote
 * @param seconds how long it took
 * @param statements the statements it sent
 */
public record Step(String name, long rows, double seconds, long statements) {

    /**
     * Its pace.
     *
     * @return rows a second, 0 for a step without rows
     */
    public double rowsPerSecond() {
        return rows == 0 ? 0 : rows / Math.max(seconds, 1e-9);
    }
}
