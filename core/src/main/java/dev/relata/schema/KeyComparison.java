package dev.relata.schema;

import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaDifference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Compares the keys, constraints and indexes of one table. */
final class KeyComparison {

    private final ExpectedTable expected;
    private final LiveTable live;
    private final Set<String> views;
    private final List<SchemaDifference> differences;

    KeyComparison(ExpectedTable expected, LiveTable live, Set<String> views, List<SchemaDifference> differences) {
        this.expected = expected;
        this.live = live;
        this.views = views;
        this.differences = differences;
    }

    void run() {
        comparePrimaryKey();
        expected.uniqueKeys().stream()
                .filter(key -> !ColumnLists.contains(unique(), key))
                .forEach(this::missingUniqueKey);
        expectedKeys().stream().filter(this::onlyDeferrable).forEach(this::deferrableKey);
        // No constraint can refer to a view.
        expected.foreignKeys().stream()
                .filter(key -> !views.contains(key.table()))
                .forEach(this::compareForeignKey);
        expected.indexes().forEach(this::compareIndex);
        references()
                .filter(columns -> ColumnLists.contains(live.uniqueKeys(), columns))
                .filter(columns -> !ColumnLists.contains(expectedKeys(), columns))
                .forEach(this::unknownUniqueKey);
    }

    private void comparePrimaryKey() {
        if (!ColumnLists.same(live.primaryKey(), expected.primaryKey())) {
            String now = live.primaryKey().isEmpty()
                    ? "there is no primary key"
                    : "the primary key is (" + ColumnLists.words(live.primaryKey()) + ")";
            add(
                    Kind.PRIMARY_KEY,
                    expected.primaryKey(),
                    now + ", the id of " + expected.entity() + " is that of the model: change the constraint, or @Id");
        }
    }

    private void missingUniqueKey(List<String> key) {
        add(
                Kind.UNIQUE_KEY,
                key,
                "there is no unique key, " + expected.entity()
                        + " says that no two rows share these values: add the constraint");
    }

    /** Whether a key is there, and every one like it waits until the transaction ends. */
    private boolean onlyDeferrable(List<String> key) {
        long there =
                unique().stream().filter(other -> ColumnLists.same(other, key)).count();
        long deferrable = live.deferrableKeys().stream()
                .filter(other -> ColumnLists.same(other, key))
                .count();
        return there > 0 && there == deferrable;
    }

    private void deferrableKey(List<String> key) {
        add(
                ColumnLists.same(key, expected.primaryKey()) ? Kind.PRIMARY_KEY : Kind.UNIQUE_KEY,
                key,
                "the key is DEFERRABLE, so that no upsert, getOrCreate or link can tell by it whether a row of "
                        + expected.entity() + " is there: make the constraint anew without DEFERRABLE");
    }

    private void compareForeignKey(ExpectedForeignKey key) {
        Optional<LiveForeignKey> there = live.foreignKeys().stream()
                .filter(candidate -> candidate.table().equals(key.table()) && samePairs(key, candidate))
                .findFirst();
        there.ifPresentOrElse(found -> compareAction(key, found), () -> missingForeignKey(key));
    }

    private void missingForeignKey(ExpectedForeignKey key) {
        add(
                Kind.FOREIGN_KEY,
                key.columns(),
                "there is no foreign key to " + key.table() + "(" + ColumnLists.words(key.references()) + ") for "
                        + key.relationship() + ": add the constraint");
    }

    private static boolean samePairs(ExpectedForeignKey key, LiveForeignKey there) {
        return ColumnLists.same(pairs(key.columns(), key.references()), pairs(there.columns(), there.references()));
    }

    private static List<String> pairs(List<String> columns, List<String> references) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            pairs.add(columns.get(i) + '\0' + references.get(i));
        }
        return pairs;
    }

    private void compareAction(ExpectedForeignKey key, LiveForeignKey there) {
        if (key.action() != there.action() || !ColumnLists.same(key.cleared(), there.cleared())) {
            add(
                    Kind.ON_DELETE,
                    key.columns(),
                    "ON DELETE of " + there.name() + " is " + words(there.action(), there.cleared()) + ", "
                            + key.relationship() + " is " + key.onDelete() + " and needs "
                            + words(key.action(), key.cleared()) + ": make the constraint anew");
        }
    }

    private static String words(ReferentialAction action, List<String> cleared) {
        return cleared.isEmpty() ? action.words() : action.words() + " (" + ColumnLists.words(cleared) + ")";
    }

    private void compareIndex(ExpectedIndex index) {
        List<List<String>> there = new ArrayList<>(live.indexes());
        there.addAll(unique());
        if (!ColumnLists.covered(there, index.columns())) {
            add(
                    Kind.INDEX,
                    index.columns(),
                    "there is no index that begins with this key of " + index.relationship()
                            + ", so that every lookup and every delete of what it refers to reads the whole table: create one");
        }
    }

    private void unknownUniqueKey(List<String> columns) {
        add(
                Kind.UNKNOWN_UNIQUE_KEY,
                columns,
                "a unique key lets one row of " + expected.entity()
                        + " refer to each, the model lets many: drop it, or make the relationship a oneToOne");
    }

    /** The columns of every key of a relationship. */
    private Stream<List<String>> references() {
        return expected.foreignKeys().stream().map(ExpectedForeignKey::columns);
    }

    private List<List<String>> unique() {
        List<List<String>> keys = new ArrayList<>(live.uniqueKeys());
        keys.add(live.primaryKey());
        return keys;
    }

    private List<List<String>> expectedKeys() {
        List<List<String>> keys = new ArrayList<>(expected.uniqueKeys());
        keys.add(expected.primaryKey());
        return keys;
    }

    private void add(Kind kind, List<String> columns, String problem) {
        String subject = ColumnLists.words(columns);
        differences.add(new SchemaDifference(
                kind, expected.name(), subject, expected.name() + "(" + subject + "): " + problem));
    }
}
