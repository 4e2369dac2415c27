package dev.relata.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of one property's value; made by {@link Conditions}. Immutable.
 *
 * <p>Values are checked when the condition is used, on subscribe: a null operand is refused there, never here.
 *
 * @param <V> the property's type
 */
public final class Condition<V> {

    private final Operator operator;
    private final List<@Nullable Object> operands;
    private final boolean ignoreCase;

    private Condition(Operator operator, List<@Nullable Object> operands, boolean ignoreCase) {
        this.operator = operator;
        this.operands = Collections.unmodifiableList(operands);
        this.ignoreCase = ignoreCase;
    }

    static <V> Condition<V> of(Operator operator, @Nullable Object... operands) {
        return new Condition<>(operator, new ArrayList<>(Arrays.asList(operands)), false);
    }

    static <V> Condition<V> ofAll(Operator operator, Collection<? extends @Nullable Object> operands) {
        return new Condition<>(operator, new ArrayList<>(operands), false);
    }

    static Condition<String> text(Operator operator, @Nullable String text, boolean ignoreCase) {
        return new Condition<>(operator, new ArrayList<>(Collections.singletonList(text)), ignoreCase);
    }

    /**
     * Answers what is compared.
     *
     * @return the operator
     */
    public Operator operator() {
        return operator;
    }

    /**
     * Answers what it is compared with.
     *
     * @return the operands, unmodifiable; a null among them is refused on use
     */
    public List<@Nullable Object> operands() {
        return operands;
    }

    /**
     * Tells whether letters of either case are the same; for text only.
     *
     * @return true for the {@code …IgnoreCase} forms
     */
    public boolean ignoreCase() {
        return ignoreCase;
    }

    @Override
    public String toString() {
        return operator + (ignoreCase ? " (ignoring case)" : "");
    }
}
