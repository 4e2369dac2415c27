package dev.relata.spring.test;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds out why a test has sent so many statements. */
final class ProbableCauses {

    /** Twice may be meant. */
    private static final int AGAIN = 3;

    private ProbableCauses() {}

    /** Returns a sentence for each statement that was sent again and again. */
    static List<String> of(List<SentStatement> statements) {
        Map<String, List<SentStatement>> same = statements.stream()
                .collect(Collectors.groupingBy(SentStatement::text, LinkedHashMap::new, Collectors.toList()));
        return same.values().stream()
                .filter(group -> group.size() >= AGAIN)
                .map(ProbableCauses::cause)
                .toList();
    }

    private static String cause(List<SentStatement> group) {
        SentStatement first = group.get(0);
        String label = first.label();
        String times = "the same statement " + group.size() + " times";
        boolean insert = first.text().strip().toUpperCase(Locale.ROOT).startsWith("INSERT");
        if (label == null) {
            return times + ", not sent by Relata: a call of a repository or DatabaseClient in a loop? "
                    + (insert ? "Save all at once by relata.bulk()" : "Ask for all keys at once, or by a relationship");
        }
        if (insert) {
            return label + ": " + times + ", with one row each: insert all at once by relata.bulk()";
        }
        // The labels of relationships have a dot, those of types have none.
        boolean single = label.contains(".") && group.stream().allMatch(statement -> statement.keys() <= 1);
        return single
                ? label + ": " + times
                        + ", with one key each: an N+1. Put the pipeline into relata.batched, or prefetch(" + label
                        + ") on its selection"
                : label + ": " + times + ". Is it inside a flatMap, where one statement for all would do?";
    }
}
