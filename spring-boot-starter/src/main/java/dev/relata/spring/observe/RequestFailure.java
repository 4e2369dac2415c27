package dev.relata.spring.observe;

import dev.relata.error.StoreException;

/**
 * Stands in spans for the error of a request: without its message, which may name values of rows, and without its causes, which may
 * too.
 */
final class RequestFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private RequestFailure(String message) {
        super(message, null, false, false);
    }

    static RequestFailure of(Throwable error) {
        return new RequestFailure(error.getClass().getName() + details(error));
    }

    private static String details(Throwable error) {
        if (!(error instanceof StoreException refused)) {
            return "";
        }
        return ": " + refused.reason() + (refused.code() == null ? "" : ", code " + refused.code());
    }
}
