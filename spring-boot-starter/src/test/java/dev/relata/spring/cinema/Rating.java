package dev.relata.spring.cinema;

import dev.relata.model.Label;

/** Two constants have the name of the other as their label, for what takes the one for the other. */
public enum Rating {
    G,
    @Label("PG-13")
    PG_13,
    @Label("RIGHT")
    LEFT,
    @Label("LEFT")
    RIGHT
}
