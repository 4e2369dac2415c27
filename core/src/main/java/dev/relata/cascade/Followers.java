package dev.relata.cascade;

import dev.relata.spi.Predicate;
import dev.relata.spi.Update;
import dev.relata.spi.Update.Change;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The changes that rows of one table follow by several ways, as updates of which no two meet at a row: a row that is reached
 * by two ways gets the changes of both at once. For one change of keys.
 */
final class Followers {

    private final List<Part> parts = new ArrayList<>();
    private final List<List<Change>> changes = new ArrayList<>();

    void add(Part rows, List<Change> changed) {
        parts.add(rows);
        changes.add(changed);
    }

    List<Update> updates() {
        List<Update> updates = new ArrayList<>();
        for (int ways = 1; ways < 1 << parts.size(); ways++) {
            updates.add(update(ways));
        }
        return updates;
    }

    /** The rows that exactly these ways lead to, given as bits. */
    private Update update(int ways) {
        Map<String, Change> together = new LinkedHashMap<>();
        Predicate rows = Predicate.TRUE;
        for (int i = 0; i < parts.size(); i++) {
            Predicate way = parts.get(i).rows();
            boolean led = (ways & 1 << i) != 0;
            rows = rows.and(led ? way : new Predicate.Not(way));
            if (led) {
                changes.get(i).forEach(change -> together.put(change.attribute().column(), change));
            }
        }
        Part first = parts.get(Integer.numberOfTrailingZeros(ways));
        return new Update(
                first.label(), new Part(first.label(), first.type(), rows).query(), List.copyOf(together.values()));
    }
}
