package dev.relata.schema;

import dev.relata.schema.live.LiveForeignKey;
import dev.relata.schema.live.LiveTable;
import dev.relata.schema.live.ReferentialAction;
import dev.relata.spi.SchemaDifference;
import dev.relata.spi.SchemaDifference.Kind;
import dev.relata.spi.SchemaDifference.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Compares the keys, constraints and indexes of one table, and adds every difference. */
record KeyComparison(ExpectedTable expected, LiveTable live, Set<String> views, List<SchemaDifference> differences) {

    void run() {
        if (!live.constrained() || expected.readOnly()) {
            checkId();
            return;
        }
        comparePrimaryKey();
        expected.uniqueKeys().stream()
                .filter(key -> !ColumnLists.contains(live.keys(), key))
                .forEach(this::missingUniqueKey);
        expected.keys().stream().filter(this::onlyDeferrable).forEach(this::deferrableKey);
        // No constraint can refer to a view.
        expected.foreignKeys().stream()
                .filter(key -> !views.contains(key.table()))
                .forEach(this::compareForeignKey);
        expected.indexes().forEach(this::compareIndex);
        expected.foreignKeys().stream()
                .map(ExpectedForeignKey::columns)
                .filter(columns -> ColumnLists.contains(live.uniqueKeys(), columns))
                .filter(columns -> !ColumnLists.contains(expected.keys(), columns))
                .forEach(this::unknownUniqueKey);
    }

    private void checkId() {
        if (!expected.primaryKey().isEmpty() && !ColumnLists.contains(live.keys(), expected.primaryKey())) {
            add(
                    Kind.UNCHECKED_ID,
                    expected.primaryKey(),
                    "nothing in the store says that no two rows have one id, by which lookups and batches find those of "
                            + expected.entity() + ": see to it, in the query of a view");
        }
    }

    private void comparePrimaryKey() {
        boolean unique = uniqueAndNeverNull(expected.primaryKey());
        if (ColumnLists.same(live.primaryKey(), expected.primaryKey())
                || live.primaryKey().isEmpty() && unique) {
            return;
        }
        String now = live.primaryKey().isEmpty()
                ? "there is no primary key"
                : "the primary key is (" + ColumnLists.words(live.primaryKey()) + ")";
        add(
                Kind.PRIMARY_KEY,
                unique ? Severity.INFORMATION : Kind.PRIMARY_KEY.severity(),
                expected.primaryKey(),
                now + ", the id of " + expected.entity() + " is that of the model"
                        + (unique ? ", which is unique, too" : ": change the constraint, or `@Id`"));
    }

    /** As good as a primary key. */
    private boolean uniqueAndNeverNull(List<String> columns) {
        return ColumnLists.contains(live.uniqueKeys(), columns)
                && columns.stream()
                        .allMatch(column -> live.column(column)
                                .filter(there -> !there.nullable())
                                .isPresent());
    }

    private void missingUniqueKey(List<String> key) {
        add(
                Kind.UNIQUE_KEY,
                key,
                "there is no unique key, " + expected.entity()
                        + " says that no two rows share these values: add the constraint, or take `@Unique` off the record");
    }

    /** Whether a key is there, and every one like it waits until the transaction ends. */
    private boolean onlyDeferrable(List<String> key) {
        long there = count(live.keys(), key);
        return there > 0 && there == count(live.deferrableKeys(), key);
    }

    private static long count(List<List<String>> keys, List<String> wanted) {
        return keys.stream().filter(key -> ColumnLists.same(key, wanted)).count();
    }

    private void deferrableKey(List<String> key) {
        add(
                ColumnLists.same(key, expected.primaryKey()) ? Kind.PRIMARY_KEY : Kind.UNIQUE_KEY,
                Severity.BREAKS_WRITES,
                key,
                "the key is DEFERRABLE, so that no upsert, getOrCreate or link can tell by it whether a row of "
                        + expected.entity() + " is there: make the constraint anew without DEFERRABLE");
    }

    private void compareForeignKey(ExpectedForeignKey key) {
        live.foreignKeys().stream()
                .filter(there -> there.table().equals(key.table()) && samePairs(key, there))
                .findFirst()
                .ifPresentOrElse(there -> compareAction(key, there), () -> missingForeignKey(key));
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
        return IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i) + '\0' + references.get(i))
                .toList();
    }

    private void compareAction(ExpectedForeignKey key, LiveForeignKey there) {
        actionDifference(key, there)
                .ifPresent(severity -> add(
                        Kind.ON_DELETE,
                        severity,
                        key.columns(),
                        "ON DELETE of " + there.name() + " is " + words(there.action(), there.cleared()) + ", "
                                + key.relationship() + " is " + key.onDelete() + " and needs "
                                + words(key.action(), key.cleared())
                                + ": make the constraint anew, or declare the to-one `.onDelete(OnDelete."
                                + there.action().onDelete() + ")`"));
    }

    private static Optional<Severity> actionDifference(ExpectedForeignKey key, LiveForeignKey there) {
        boolean clearsOthers = key.action() == there.action() && !ColumnLists.same(key.cleared(), there.cleared());
        return clearsOthers
                ? Optional.of(Kind.ON_DELETE.severity())
                : there.action().difference(key.onDelete());
    }

    private static String words(ReferentialAction action, List<String> cleared) {
        return cleared.isEmpty() ? action.words() : action.words() + " (" + ColumnLists.words(cleared) + ")";
    }

    private void compareIndex(ExpectedIndex index) {
        if (!ColumnLists.covered(live.indexes(), index.columns())
                && !ColumnLists.covered(live.keys(), index.columns())) {
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

    private void add(Kind kind, List<String> columns, String problem) {
        add(kind, kind.severity(), columns, problem);
    }

    private void add(Kind kind, Severity severity, List<String> columns, String problem) {
        String subject = ColumnLists.words(columns);
        differences.add(new SchemaDifference(
                kind, severity, expected.name(), subject, expected.name() + "(" + subject + "): " + problem));
    }
}
