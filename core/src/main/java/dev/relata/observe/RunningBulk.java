package dev.relata.observe;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * One write of many rows, or one delete with what goes with its rows, while it is under way and after, with all of its requests. What changes can be read at any time and by
 * any thread. Thread-safe.
 */
public interface RunningBulk {

    /**
     * Returns what is written.
     *
     * @return the relationship or the type, such as {@code Author.BOOKS}
     */
    String relationship();

    /**
     * Returns the method that was called.
     *
     * @return its name, such as {@code insert}, {@code addMany} or {@code delete}
     */
    String call();

    /**
     * Returns the number of chunks that were written so far.
     *
     * @return the number
     */
    int chunks();

    /**
     * Returns the number of rows in those chunks.
     *
     * @return the number of rows that were given; after the end of a write that took one statement that of those answered
     */
    long rows();

    /**
     * Returns the number of rows that there are to write.
     *
     * @return the number, empty where a publisher gives them, and before the first chunk
     */
    OptionalLong total();

    /**
     * Returns the time since the write was subscribed to; after its end the time until that.
     *
     * @return the time
     */
    Duration duration();
}
