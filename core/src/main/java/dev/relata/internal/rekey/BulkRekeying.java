package dev.relata.internal.rekey;

import dev.relata.internal.resolve.Ids;
import dev.relata.internal.session.Access;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.write.Referrers;
import dev.relata.internal.write.RowSet;
import dev.relata.internal.write.UpdateTimes;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Reference;
import dev.relata.model.OnUpdate;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Updates many rows, each to values of its own, whose keys may change: locks them in one statement and in one order, and sends the update as it
 * is where no key that is referred to changes, else together with the changes of what follows. For one update in a transaction.
 */
final class BulkRekeying {

    private final Sessions sessions;
    private final UpdateTimes times;
    private final Referrers referrers;
    private final UpdateRows update;
    private final EntityType<?> type;
    private final List<Attribute> referred;

    BulkRekeying(Sessions sessions, UpdateTimes times, Referrers referrers, UpdateRows update) {
        this.sessions = sessions;
        this.times = times;
        this.referrers = referrers;
        this.type = update.type();
        this.update = update;
        Set<Attribute> attributes = new LinkedHashSet<>();
        referrers.of(type).stream()
                .map(Reference::parentKey)
                .filter(key -> key.stream().anyMatch(update.columns()::contains))
                .forEach(attributes::addAll);
        this.referred = List.copyOf(attributes);
    }

    /** For each row the position of the last that is the same stored row, or -1 where it is not there. */
    Mono<int[]> apply() {
        List<List<Object>> keys =
                update.rows().stream().map(row -> key(update, row)).toList();
        List<Path> columns = Stream.concat(referred.stream(), type.id().stream())
                .map(Path::of)
                .toList();
        Select before = Select.of(update.label(), RowSet.inOrder(Query.of(type)), columns)
                .forEach(new KeyBatch(Association.byKey(type, update.key()), keys))
                .lock();
        return sessions.in(Access.WRITE, session -> session.select(before))
                .collectList()
                .flatMap(rows -> {
                    int[] lasts = lasts(rows);
                    return Arrays.stream(lasts).anyMatch(last -> last < 0)
                            ? Mono.just(lasts)
                            : once(lasts).apply(rows).thenReturn(lasts);
                });
    }

    /** Rows that Java tells apart may be one stored row, which is answered the same for each. */
    private int[] lasts(List<@Nullable Object[]> rows) {
        Map<List<Object>, Integer> last = new HashMap<>();
        rows.forEach(row -> last.merge(id(row), position(row), Math::max));
        int[] lasts = new int[update.rows().size()];
        Arrays.fill(lasts, -1);
        rows.forEach(row -> lasts[position(row)] = last.getOrDefault(id(row), -1));
        return lasts;
    }

    private List<Object> id(@Nullable Object[] row) {
        return Ids.identity(Ids.ofRow(Arrays.copyOfRange(row, 1 + referred.size(), row.length)));
    }

    /** The same with the values of the last in the place of each: rows that are one stored row get one key. */
    private BulkRekeying once(int[] lasts) {
        List<@Nullable Object[]> rows =
                Arrays.stream(lasts).mapToObj(update.rows()::get).toList();
        return new BulkRekeying(
                sessions, times, referrers, new UpdateRows(update.label(), type, update.key(), update.columns(), rows));
    }

    private static int position(@Nullable Object[] row) {
        return (Integer) Objects.requireNonNull(row[0], "answered by position");
    }

    private static List<Object> key(UpdateRows update, @Nullable Object[] row) {
        return Arrays.stream(row, 0, update.key().size())
                .<Object>map(part -> Objects.requireNonNull(part, "a key has no nulls"))
                .toList();
    }

    private Mono<Void> apply(List<@Nullable Object[]> rows) {
        List<KeyMoves> moves = referrers.of(type).stream()
                .map(reference -> moves(reference, rows))
                .filter(each -> !each.isEmpty())
                .toList();
        if (moves.isEmpty()) {
            return sessions.write(session -> session.update(update)).then();
        }
        RowSet given = RowSet.ofIds(update.label(), type, ids());
        KeyChange change = new KeyChange(times, referrers, update.label(), given).with(given(given, moves));
        moves.forEach(each -> change.follow(each.parents(), each.reference(), each.values()));
        return sessions.write(change::apply).then();
    }

    private List<List<Object>> ids() {
        return update.rows().stream()
                .map(row -> key(update, row).subList(0, type.id().size()))
                .toList();
    }

    private KeyMoves moves(Reference reference, List<@Nullable Object[]> rows) {
        KeyMoves moves = new KeyMoves(reference, update.columns());
        List<Attribute> key = reference.parentKey();
        if (key.stream().anyMatch(update.columns()::contains)) {
            rows.forEach(row -> moves.add(
                    values(key, attribute -> before(attribute, row)), values(key, attribute -> after(attribute, row))));
        }
        return moves;
    }

    private static List<@Nullable Object> values(List<Attribute> key, Function<Attribute, @Nullable Object> value) {
        return key.stream().<@Nullable Object>map(value).toList();
    }

    private @Nullable Object before(Attribute attribute, @Nullable Object[] row) {
        return row[1 + referred.indexOf(attribute)];
    }

    private @Nullable Object after(Attribute attribute, @Nullable Object[] row) {
        int column = update.columns().indexOf(attribute);
        return column < 0
                ? before(attribute, row)
                : update.rows().get(position(row))[update.key().size() + column];
    }

    /** The rows as given; where they refer to each other by keys that change, by the new ones. */
    private Updates.UpdatePart given(RowSet rows, List<KeyMoves> moves) {
        List<@Nullable Object[]> values = update.rows().stream().distinct().toList();
        for (KeyMoves each : moves) {
            Reference reference = each.reference();
            int[] key = reference.key().stream().mapToInt(this::place).toArray();
            boolean own = reference.child() == type && reference.onUpdate() == OnUpdate.CASCADE;
            if (own && Arrays.stream(key).allMatch(column -> column >= 0)) {
                values = values.stream()
                        .map(row -> each.followed(row, key, update.key().size()))
                        .toList();
            }
        }
        UpdateRows own = new UpdateRows(update.label(), type, update.key(), update.columns(), values);
        return new Updates.UpdatePart(new Update(update.label(), rows.query(), List.of()), List.of(own));
    }

    /** Where a row to update holds an attribute: among what it is found by, or among its new values. */
    private int place(Attribute attribute) {
        int found = update.key().indexOf(attribute);
        int column = update.columns().indexOf(attribute);
        return found >= 0 || column < 0 ? found : update.key().size() + column;
    }
}
