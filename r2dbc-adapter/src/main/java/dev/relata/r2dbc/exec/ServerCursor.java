package dev.relata.r2dbc.exec;

/** One cursor on the server: its texts, and whether it is open. Used by the units of its lane only. */
final class ServerCursor {

    private final Level level;
    private final Command select;
    private int number = -1;

    ServerCursor(Level level, Command select) {
        this.level = level;
        this.select = select;
    }

    String label() {
        return select.label();
    }

    /** The command that opens it, under a name of its own from here on. */
    Command declare() {
        number = level.lane().takeCursor();
        level.opened(this);
        String text = "DECLARE " + name() + " BINARY NO SCROLL CURSOR FOR " + select.sql();
        return new Command(select.label(), text, select.binds(), Command.Kind.READ);
    }

    /** The command that reads the next rows. */
    Command fetch(int rows) {
        return Command.read(select.label(), "FETCH FORWARD " + rows + " FROM " + name());
    }

    boolean open() {
        return number >= 0;
    }

    /** It is closed, or will be with the text that this answers. */
    String forget() {
        String text = "CLOSE " + name();
        if (open()) {
            level.lane().freeCursor(number);
            level.closed(this);
            number = -1;
        }
        return text;
    }

    private String name() {
        return "relata_" + number;
    }
}
