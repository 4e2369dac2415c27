package dev.relata.spring.test;

import java.util.List;
import org.assertj.core.api.AssertProvider;

/**
 * The statements that a test has sent, in their order. Immutable.
 *
 * <p>{@code assertThat(sent).hasCount(3)} lists them where that fails, and names the probable cause.
 *
 * @param statements those that count: reads, writes and openings of cursors
 */
public record SentStatements(List<SentStatement> statements) implements AssertProvider<SentStatementsAssert> {

    /**
     * Copies the list.
     *
     * @param statements those that count
     */
    public SentStatements {
        statements = List.copyOf(statements);
    }

    /**
     * Tells how many there are.
     *
     * @return their number
     */
    public int count() {
        return statements.size();
    }

    /**
     * Returns those that were sent after others: the statements between two points of a test.
     *
     * @param before what had been sent at the first point
     * @return the statements behind them
     */
    public SentStatements since(SentStatements before) {
        return new SentStatements(statements.subList(Math.min(before.count(), count()), count()));
    }

    /**
     * Describes them, one on a line, and the probable cause where one statement was sent again and again.
     *
     * @return the text
     */
    public String describe() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count(); i++) {
            text.append("\n  ").append(i + 1).append(". ").append(statements.get(i));
        }
        ProbableCauses.of(statements).forEach(cause -> text.append("\n").append(cause));
        return text.toString();
    }

    @Override
    public SentStatementsAssert assertThat() {
        return new SentStatementsAssert(this);
    }

    @Override
    public String toString() {
        return count() + " statements" + describe();
    }
}
