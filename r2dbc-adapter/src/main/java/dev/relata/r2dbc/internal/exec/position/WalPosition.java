package dev.relata.r2dbc.internal.exec.position;

import dev.relata.error.RefusedException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A position in the write-ahead log of PostgreSQL (LSN). Immutable.
 *
 * @param value the number of the byte, unsigned
 */
public record WalPosition(long value) implements Comparable<WalPosition> {

    /** Asks the server that writes for the position behind the last record, and for the size of a page of the log. */
    public static final String INSERTED =
            "SELECT pg_catalog.pg_current_wal_insert_lsn() || ' ' || pg_catalog.current_setting('wal_block_size')"
                    + " || ' ' || pg_catalog.pg_size_bytes(pg_catalog.current_setting('wal_segment_size'))";

    /** Asks a standby for the position behind the last record that it has replayed; null where it is none. */
    public static final String REPLAYED =
            "SELECT CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn()::text END";

    private static final Pattern TEXT = Pattern.compile("([0-9A-Fa-f]{1,8})/([0-9A-Fa-f]{1,8})");

    /** The header of a page, behind which the next record is inserted where the last one fills the page before. */
    private static final int PAGE_HEADER = 24;

    /** The header of the first page of a file of the log. */
    private static final int FILE_HEADER = 40;

    /**
     * Reads a position as PostgreSQL writes it.
     *
     * @param text such as {@code 16/B374D848}
     * @return the position
     * @throws RefusedException where the text is no position
     */
    public static WalPosition parse(String text) {
        WalPosition position = find(text);
        if (position == null) {
            throw new RefusedException(
                    "readYourWrites: no position of a write: give the text that writePosition() has emitted,"
                            + " or null where there is none");
        }
        return position;
    }

    private static @Nullable WalPosition find(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? new WalPosition(Long.parseLong(parts.group(1), 16) << 32 | Long.parseLong(parts.group(2), 16))
                : null;
    }

    /**
     * Reads the answer to {@link #INSERTED}. Where the last record fills a page the answer is the place behind the header of the next
     * one, which no standby reaches before there is another record.
     *
     * @param answer the text of the server
     * @return the position, or null for an answer of another form
     */
    public static @Nullable WalPosition ofInserted(String answer) {
        String[] parts = answer.split(" ", 3);
        WalPosition position = find(parts[0]);
        if (position == null || parts.length < 2 || !isSize(parts[1])) {
            return null;
        }
        if (parts.length > 2 && isSize(parts[2]) && position.isBehind(FILE_HEADER, parts[2])) {
            return new WalPosition(position.value - FILE_HEADER);
        }
        return position.isBehind(PAGE_HEADER, parts[1]) ? new WalPosition(position.value - PAGE_HEADER) : position;
    }

    private static boolean isSize(String text) {
        return text.matches("[0-9]{1,18}") && !text.matches("0+");
    }

    private boolean isBehind(int header, String size) {
        return Long.remainderUnsigned(value, Long.parseLong(size)) == header;
    }

    /**
     * Reads the answer to {@link #REPLAYED}.
     *
     * @param answer the text of the server
     * @return the position, or null for an answer of another form
     */
    public static @Nullable WalPosition ofReplayed(String answer) {
        return find(answer);
    }

    /**
     * Tells whether a server that has come as far shows all that is before another position.
     *
     * @param other the other position
     * @return whether this one is the same or behind it
     */
    public boolean reaches(WalPosition other) {
        return compareTo(other) >= 0;
    }

    @Override
    public int compareTo(WalPosition other) {
        return Long.compareUnsigned(value, other.value);
    }

    /** Returns the position as PostgreSQL writes it. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%X/%X", value >>> 32, value & 0xFFFFFFFFL);
    }
}
