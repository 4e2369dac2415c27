package dev.relata.spring.test.internal.rollback;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The cursors of a lease that shares the connection: each lease names its cursors as if it had the connection alone, so the
 * names get the number of the lease. Thread-safe.
 */
final class CursorNames {

    private static final Pattern NAME = Pattern.compile(
            "^(\\s*DECLARE\\s+)(\\w+)|((?:^|;)\\s*(?:FETCH|MOVE)\\b[^;]*?\\b(?:FROM|IN)\\s+)(\\w+)|((?:^|;)\\s*CLOSE\\s+)(\\w+)",
            Pattern.CASE_INSENSITIVE);

    private final String suffix;
    private final Set<String> open = ConcurrentHashMap.newKeySet();

    CursorNames(long lease) {
        this.suffix = "_lease" + lease;
    }

    /** Returns the text with the names of this lease, and notes the cursors that it opens and closes. */
    String renamed(String sql) {
        return NAME.matcher(sql)
                .replaceAll(found -> Matcher.quoteReplacement(rename(
                        found.group(1),
                        found.group(2),
                        found.group(3),
                        found.group(4),
                        found.group(5),
                        found.group(6))));
    }

    private String rename(String declare, String declared, String fetch, String fetched, String close, String closed) {
        if (declare != null) {
            open.add(declared + suffix);
            return declare + declared + suffix;
        }
        if (fetch != null) {
            return fetch + fetched + suffix;
        }
        open.remove(closed + suffix);
        return close + closed + suffix;
    }

    /** Returns the cursors that were not closed, and forgets them. */
    Set<String> leftOpen() {
        Set<String> left = Set.copyOf(open);
        open.clear();
        return left;
    }
}
