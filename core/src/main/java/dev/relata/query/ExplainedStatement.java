package dev.relata.query;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A statement as a store would send it now. Immutable.
 *
 * @param text the statement in the store's own language, as listeners of statements see it
 * @param parameters its parameters in order; empty where the store binds none
 * @param plan how the store carries it out, in the store's own words and lines; null where that was not asked
 */
public record ExplainedStatement(
        String text, List<Parameter> parameters, @Nullable String plan) {

    /**
     * A parameter of a statement.
     *
     * @param type its type in the words of the store, such as {@code bigint[]}
     * @param subject the attribute that it is a value of, such as {@code Book.id}; empty for others, such as a limit
     * @param count how many values it holds, 1 where it is no array; 0 where they are the keys of rows that are not known yet
     * @param keys whether it holds keys of the rows above
     * @param value the value, or the list of values; null where it is not shown
     */
    public record Parameter(
            String type,
            String subject,
            int count,
            boolean keys,
            @Nullable String value) {

        /**
         * This parameter with keys that are not known yet.
         *
         * @return a changed copy; the same where it holds no keys
         */
        Parameter ofRowsToCome() {
            return keys ? new Parameter(type, subject, 0, true, null) : this;
        }

        /** Such as {@code bigint[], the keys Author.id of the rows above}. */
        @Override
        public String toString() {
            String number = type.endsWith("[]") && count > 0 ? " of " + count : "";
            String of = subject.isEmpty() ? "" : ", " + subject;
            String text = keys ? type + number + ", " + subject + " of the rows above" : type + number + of;
            return value == null ? text : text + " = " + value;
        }
    }

    /** Copies the list. */
    public ExplainedStatement {
        parameters = List.copyOf(parameters);
    }

    /**
     * This statement for rows that are not known yet: their keys are neither counted nor shown.
     *
     * @return a changed copy
     */
    public ExplainedStatement ofRowsToCome() {
        return new ExplainedStatement(
                text, parameters.stream().map(Parameter::ofRowsToCome).toList(), plan);
    }

    /** The text, a line for each parameter, and the plan. */
    @Override
    public String toString() {
        String bound = IntStream.range(0, parameters.size())
                .mapToObj(i -> "\n$" + (i + 1) + " " + parameters.get(i))
                .collect(Collectors.joining());
        return text + bound + (plan == null ? "" : "\n" + plan);
    }
}
