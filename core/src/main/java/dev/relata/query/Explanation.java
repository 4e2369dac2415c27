package dev.relata.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The statements of a read and the strategy behind them, as {@link Selection#explain(Explain)} tells them. Immutable.
 *
 * <pre>{@code
 * relata.from(Author.class).fetch(Author.BOOKS).explain().map(Explanation::toString);
 * // 1. Author: a statement
 * //      SELECT …
 * //    2. Author.BOOKS: one statement for all rows above (AUTO: a row may have more than one)
 * //         SELECT … WHERE t0."author_id" = ANY ($1::bigint[])
 * //         $1 bigint[], Author.id of the rows above
 * }</pre>
 *
 * @param steps the steps, in the order in which their statements are sent
 */
public record Explanation(List<Step> steps) {

    /** How the rows of a step are got. */
    public enum Way {
        /** By a statement. */
        READ("a statement"),
        /** By a cursor, a fetch at a time. */
        STREAM("a cursor"),
        /** By one statement for all rows of the step above. */
        BATCH("one statement for all rows above"),
        /** By the statement of the step above. */
        JOIN("joined, in the statement above"),
        /** By one statement for each step of a recursion. */
        RECURSION("one statement for each step further");

        private final String words;

        Way(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * A part of a read.
     *
     * @param path what is read, from the first rows on: {@code Author.BOOKS > Book.TAGS}
     * @param level how many steps are above; 0 for the first rows
     * @param way how its rows are got
     * @param reasons why it is so, and what else is to be known; may be empty
     * @param statement its statement; null for {@link Way#JOIN}
     */
    public record Step(
            String path,
            int level,
            Way way,
            List<String> reasons,
            @Nullable ExplainedStatement statement) {

        /** Copies the list. */
        public Step {
            reasons = List.copyOf(reasons);
        }

        /** A line that says what is read and how, and the statement in the lines below. */
        @Override
        public String toString() {
            String why = reasons.isEmpty() ? "" : " (" + String.join("; ", reasons) + ")";
            String head = path + ": " + way.words + why;
            return statement == null ? head : head + "\n" + statement;
        }
    }

    /** Copies the list. */
    public Explanation {
        steps = List.copyOf(steps);
    }

    /**
     * Returns the statements.
     *
     * @return the statements of all steps that have one, in order; of a recursion one, which is sent for each step
     */
    public List<ExplainedStatement> statements() {
        List<ExplainedStatement> statements = new ArrayList<>();
        for (Step step : steps) {
            if (step.statement() != null) {
                statements.add(step.statement());
            }
        }
        return statements;
    }

    /** The steps, those of a level indented below the one above, their statements numbered. */
    @Override
    public String toString() {
        if (steps.isEmpty()) {
            return "no statement: the answer is known without the store";
        }
        StringBuilder text = new StringBuilder();
        int number = 0;
        for (Step step : steps) {
            String mark = step.statement() == null ? "-  " : ++number + ". ";
            String indent = " ".repeat(3 * step.level());
            text.append(text.isEmpty() ? "" : "\n")
                    .append(indent)
                    .append(mark)
                    .append(step.toString().replace("\n", "\n" + indent + "     "));
        }
        return text.toString();
    }
}
