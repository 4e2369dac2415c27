package dev.relata.model;

import java.util.List;

/** What every relationship holds: how it is stored, and the steps of its default selection. */
abstract class Declared<S, T> {

    final RelationshipMapping mapping;
    final List<Step<T>> steps;

    Declared(RelationshipMapping mapping, List<Step<T>> steps) {
        this.mapping = mapping;
        this.steps = List.copyOf(steps);
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
}
