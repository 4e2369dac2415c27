/**
 * The records of the conformance suite: each stands for a case that stores get wrong.
 *
 * <p>Neighbours: the contracts in {@code conformance} use them; {@code conformance-postgresql.sql} creates their tables.
 */
@NullMarked
package dev.relata.test.conformance.model;

import org.jspecify.annotations.NullMarked;
