package dev.relata.error;

import org.jspecify.annotations.Nullable;

/** A request that the relationship or the selection does not allow; nothing was sent. */
public class RefusedException extends RelataException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the error.
     *
     * @param message what went wrong, where, and what to do
     */
    public RefusedException(String message) {
        super(message);
    }

    /**
     * Refuses an argument that is null, in words: a bare {@code NullPointerException} would not say which.
     *
     * @param argument the argument
     * @param call what it was given to, such as {@code Book.AUTHOR.set}
     * @param name what it is, such as {@code the filter}
     * @param <T> its type
     * @return the argument
     */
    public static <T> T unlessNull(@Nullable T argument, String call, String name) {
        if (argument == null) {
            throw new RefusedException(call + ": " + name + " is null, which means nothing here; give one");
        }
        return argument;
    }
}
