package dev.relata.spring.console;

import org.springframework.http.HttpStatus;

/** A call of the console that cannot be answered, with what people are to read. */
final class ConsoleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    ConsoleException(HttpStatus status, String message) {
        super(message, null, false, false);
        this.status = status;
    }

    HttpStatus status() {
        return status;
    }
}
