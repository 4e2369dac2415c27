package dev.relata.r2dbc.internal.exec.connection;

/** What was found out about prepared statements at the first connection of a store. */
enum PoolerFinding {
    DIRECT("none found: the server itself answers", true),
    UNNAMED("prepared statements have no names, so that none is taken for another in any mode", true),
    RENAMED("found one that keeps the prepared statements of its clients apart", true),
    PINNED("found one that leaves a connection to its client, as in session mode", true),
    UNKNOWN(
            "could not be looked for, as the driver or the server does not tell the names of prepared statements",
            true),
    MIXED("FOUND ONE THAT MIXES THE PREPARED STATEMENTS OF ITS CLIENTS; requests are refused", false);

    private final String text;
    private final boolean safe;

    PoolerFinding(String text, boolean safe) {
        this.text = text;
        this.safe = safe;
    }

    String text() {
        return text;
    }

    boolean isSafe() {
        return safe;
    }
}
