package dev.relata.spring.test.internal.rollback;

import io.r2dbc.spi.R2dbcNonTransientException;

/** A statement comes after the end of the test that started it. */
public final class TestEndedException extends R2dbcNonTransientException {

    private static final long serialVersionUID = 1L;

    TestEndedException() {
        super("the test has ended, and its transaction with it: let the test wait for all that it starts");
    }
}
