package dev.relata.model;

import java.util.List;
import java.util.function.Consumer;

/** What every relationship has: how it is stored, the steps of its default selection, and the options of all kinds. */
abstract class Declared<S, T, R> {

    final RelationshipMapping mapping;
    final List<Step<T>> steps;

    Declared(RelationshipMapping mapping, List<Step<T>> steps) {
        this.mapping = mapping;
        this.steps = List.copyOf(steps);
    }

    abstract R copy(RelationshipMapping changed, List<Step<T>> changedSteps);

    final R with(Consumer<RelationshipMapping> change) {
        return copy(mapping.with(change), steps);
    }

    public final RelationshipKind kind() {
        return mapping.kind;
    }

    public final RelationshipMapping mapping() {
        return mapping;
    }

    public final List<Step<T>> steps() {
        return steps;
    }

    /**
     * Makes this relationship part of every fetch plan of its owner, except {@code withoutEager()}; its views are not.
     *
     * @return a changed copy
     */
    public final R eager() {
        return with(copy -> copy.eager = true);
    }

    /**
     * Names the target's constant that is the other side of this one.
     *
     * @param constant the constant's name in the target's record
     * @return a changed copy
     */
    public final R inverseOf(String constant) {
        return with(copy -> copy.inverseOf = constant);
    }
}
