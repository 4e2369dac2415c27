package dev.relata.examples.stores;

import java.util.List;
import java.util.Locale;

/**
 * What two stores answered to the same. Immutable.
 *
 * @param postgres the steps over PostgreSQL
 * @param mongo the same over MongoDB
 */
record Comparison(List<Step> postgres, List<Step> mongo) {

    /** Copies the lists. */
    Comparison {
        postgres = List.copyOf(postgres);
        mongo = List.copyOf(mongo);
    }

    /** Whether all answers are the same. */
    boolean same() {
        return answers(postgres).equals(answers(mongo));
    }

    private static List<List<String>> answers(List<Step> steps) {
        return steps.stream().map(Step::lines).toList();
    }

    /** For people: each step, its answer once where both gave the same, and the statements of each store. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < postgres.size(); i++) {
            append(text, postgres.get(i), mongo.get(i));
        }
        return text.append(same() ? "\nBoth answered the same.\n" : "\nThe answers DIFFER.\n")
                .toString();
    }

    private static void append(StringBuilder text, Step one, Step other) {
        text.append(String.format(
                Locale.ROOT,
                "%n%s: %s over PostgreSQL, %s over MongoDB%n",
                one.name(),
                statements(one.statements()),
                statements(other.statements())));
        one.lines().forEach(line -> text.append("    ").append(line).append('\n'));
        if (!one.lines().equals(other.lines())) {
            other.lines().forEach(line -> text.append("  ! ").append(line).append('\n'));
        }
    }

    private static String statements(int number) {
        return number == 1 ? "1 statement" : number + " statements";
    }
}
