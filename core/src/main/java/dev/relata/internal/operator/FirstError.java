package dev.relata.internal.operator;

import dev.relata.error.RelataException;
import java.util.List;
import reactor.core.Exceptions;

/**
 * The first of several errors that have reached an operator before it could signal one: where a connection breaks, all that waits for
 * it fails. Reactor signals them as one exception of its own, which tells neither a reason nor whether a retry may help.
 */
public final class FirstError {

    private FirstError() {}

    /**
     * Returns the error to signal.
     *
     * @param error an error of an operator
     * @return the first of several errors of Relata, with the others suppressed; any other error as it is
     */
    public static Throwable of(Throwable error) {
        List<Throwable> all = Exceptions.unwrapMultiple(error);
        if (all.size() < 2 || !all.stream().allMatch(RelataException.class::isInstance)) {
            return error;
        }
        Throwable first = all.get(0);
        all.stream().filter(other -> other != first).forEach(first::addSuppressed);
        return first;
    }
}
