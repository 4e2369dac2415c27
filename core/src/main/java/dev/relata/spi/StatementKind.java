package dev.relata.spi;

/** What a statement that was sent is counted as. */
public enum StatementKind {
    /** A statement that reads: a SELECT, or the opening of a cursor. */
    READ,
    /** A statement that writes: INSERT, UPDATE, DELETE, COPY. */
    WRITE,
    /** The next rows of an open cursor; counted apart. */
    FETCH,
    /** BEGIN, COMMIT, ROLLBACK, SAVEPOINT, RELEASE, CLOSE; counted apart. */
    CONTROL;

    /**
     * Tells whether this counts as a statement.
     *
     * @return true for reads and writes
     */
    public boolean counts() {
        return this == READ || this == WRITE;
    }
}
