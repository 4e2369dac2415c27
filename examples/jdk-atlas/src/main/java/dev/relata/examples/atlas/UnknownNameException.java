package dev.relata.examples.atlas;

/** Nothing in the graph has the name that was asked for; the message may name what was meant. */
final class UnknownNameException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnknownNameException(String message) {
        super(message);
    }
}
