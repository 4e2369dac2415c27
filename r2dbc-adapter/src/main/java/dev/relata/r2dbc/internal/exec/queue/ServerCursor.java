package dev.relata.r2dbc.internal.exec.queue;

import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.spi.StatementKind;
import java.util.List;

/** One cursor on the server: its texts, and whether it is open. Used by the tasks of its queue only. */
public final class ServerCursor {

    private static final String CLOSE = "CLOSE ";

    private final TransactionScope scope;
    private final Command select;
    private int number = -1;

    public ServerCursor(TransactionScope scope, Command select) {
        this.scope = scope;
        this.select = select;
    }

    public Command select() {
        return select;
    }

    /** Returns the command that opens it, under a name of its own from here on. */
    public Command declare() {
        number = scope.opened(this);
        return new Command(select.label(), declaration(number, select.sql()), select.binds(), StatementKind.READ);
    }

    /**
     * Returns the text that opens a cursor.
     *
     * @param number the number of the cursor on its connection, 0 for the first
     * @param select the query
     */
    public static String declaration(int number, String select) {
        return "DECLARE " + name(number) + " BINARY NO SCROLL CURSOR FOR " + select;
    }

    /**
     * Returns the command that reads the next rows: one text, of several FETCH if there are many. The server completes the
     * answer of a FETCH before it sends the first row; in parts it works on one while the one before is read here.
     *
     * @param part the rows of each FETCH, but for the last
     */
    public Command fetch(int rows, int part) {
        StringBuilder text = new StringBuilder(fetchOf(Math.min(rows, part)));
        for (int left = rows - part; left > 0; left -= part) {
            text.append("; ").append(fetchOf(Math.min(left, part)));
        }
        return new Command(select.label(), text.toString(), List.of(), StatementKind.FETCH);
    }

    private String fetchOf(int rows) {
        return "FETCH FORWARD " + rows + " FROM " + name();
    }

    public boolean open() {
        return number >= 0;
    }

    /** Takes it for closed; returns the text that closes it. */
    public String forget() {
        String text = CLOSE + name();
        if (open()) {
            scope.closed(this, number);
            number = -1;
        }
        return text;
    }

    /**
     * Returns a text that closes a cursor only if it is there: whoever has begun the transaction may have rolled back to a savepoint
     * from before it, and an error would take the transaction with it.
     *
     * @param close the text that closes it
     */
    public static String ifThere(String close) {
        String name = close.substring(CLOSE.length());
        return "DO $$BEGIN IF EXISTS (SELECT FROM pg_catalog.pg_cursors WHERE name = '" + name + "') THEN EXECUTE '"
                + close + "'; END IF; END$$";
    }

    private String name() {
        return name(number);
    }

    private static String name(int number) {
        return "relata_" + number;
    }
}
