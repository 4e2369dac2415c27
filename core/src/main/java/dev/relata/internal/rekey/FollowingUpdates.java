package dev.relata.internal.rekey;

import dev.relata.internal.write.RowSet;
import dev.relata.spi.Predicate;
import dev.relata.spi.Update;
import dev.relata.spi.Update.Change;
import dev.relata.spi.Updates;
import java.util.ArrayList;
import java.util.List;

/**
 * The changes that rows of one table follow by several ways, as updates of which no two meet at a row: a row that is reached
 * by two ways gets the changes of both at once. For one change of keys.
 */
public final class FollowingUpdates {

    private final Predicate among;
    private final List<RowSet> parts = new ArrayList<>();
    private final List<NewValues> values = new ArrayList<>();

    /**
     * Begins with no way.
     *
     * @param among the rows that follow, of those that a way leads to
     */
    public FollowingUpdates(Predicate among) {
        this.among = among;
    }

    /**
     * Adds rows of the table.
     *
     * @param rows the rows
     * @param changes the changes that they follow
     */
    public void add(RowSet rows, List<Change> changes) {
        add(rows, NewValues.same(changes));
    }

    void add(RowSet rows, NewValues changed) {
        parts.add(rows);
        values.add(changed);
    }

    /**
     * Returns the updates.
     *
     * @return one for each combination of ways
     */
    public List<Updates.UpdatePart> updates() {
        List<Updates.UpdatePart> updates = new ArrayList<>();
        for (int ways = 1; ways < 1 << parts.size(); ways++) {
            updates.add(update(ways));
        }
        return updates;
    }

    /** The rows that exactly these ways lead to, given as bits. */
    private Updates.UpdatePart update(int ways) {
        NewValues together = NewValues.NONE;
        Predicate rows = Predicate.TRUE;
        for (int i = 0; i < parts.size(); i++) {
            Predicate way = parts.get(i).rows();
            boolean led = (ways & 1 << i) != 0;
            rows = rows.and(led ? way : new Predicate.Not(way));
            together = led ? together.and(values.get(i)) : together;
        }
        RowSet first = parts.get(Integer.numberOfTrailingZeros(ways));
        RowSet exactly = new RowSet(first.label(), first.type(), rows.and(among));
        return new Updates.UpdatePart(new Update(first.label(), exactly.query(), together.changes()), together.own());
    }
}
