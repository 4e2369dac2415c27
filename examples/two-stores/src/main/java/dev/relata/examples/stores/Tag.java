package dev.relata.examples.stores;

import dev.relata.model.Id;

/** A word that books are found by. */
record Tag(@Id String id, String name) {}
