package dev.relata.model;

import java.util.List;

/** What every relationship holds: how it is stored, and the steps of its default selection. */
abstract class Declared<S, T> {

    final Structure structure;
    final List<Step<T>> steps;

    Declared(Structure structure, List<Step<T>> steps) {
        this.structure = structure;
        this.steps = List.copyOf(steps);
    }

    /**
     * Answers the kind.
     *
     * @return the kind
     */
    public final RelationshipKind kind() {
        return structure.kind;
    }
}
