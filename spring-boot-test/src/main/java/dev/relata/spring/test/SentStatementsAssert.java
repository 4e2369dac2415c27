package dev.relata.spring.test;

import org.assertj.core.api.AbstractAssert;

/** Assertions on the statements that were sent. */
public final class SentStatementsAssert extends AbstractAssert<SentStatementsAssert, SentStatements> {

    SentStatementsAssert(SentStatements actual) {
        super(actual, SentStatementsAssert.class);
    }

    /**
     * Fails unless this many statements were sent.
     *
     * @param expected how many
     * @return this assertion
     */
    public SentStatementsAssert hasCount(int expected) {
        isNotNull();
        if (actual.count() != expected) {
            failWithMessage(
                    "expected %s, but %s sent:%s",
                    expected == 1 ? "1 statement" : expected + " statements",
                    actual.count() == 1 ? "1 was" : actual.count() + " were",
                    actual.describe());
        }
        return this;
    }

    /**
     * Fails if more statements were sent.
     *
     * @param most how many at most
     * @return this assertion
     */
    public SentStatementsAssert hasAtMost(int most) {
        isNotNull();
        if (actual.count() > most) {
            failWithMessage(
                    "expected at most %s statements, but %s were sent:%s", most, actual.count(), actual.describe());
        }
        return this;
    }

    /**
     * Fails unless exactly one statement was sent for a relationship or type.
     *
     * @param label such as {@code Author.BOOKS}
     * @return this assertion
     */
    public SentStatementsAssert hasOneFor(String label) {
        isNotNull();
        long found = actual.statements().stream()
                .filter(statement -> label.equals(statement.label()))
                .count();
        if (found != 1) {
            failWithMessage("expected 1 statement for %s, but %s were sent:%s", label, found, actual.describe());
        }
        return this;
    }
}
