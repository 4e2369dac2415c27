package dev.relata.r2dbc.internal.copy;

/** A value that this way of writing cannot, or should not, carry: the statement with parameters has to say what is wrong. */
final class NotCopiedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NotCopiedException(String message) {
        super(message, null, false, false);
    }
}
