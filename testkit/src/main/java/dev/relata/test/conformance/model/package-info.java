/**
 * The records of the conformance suite: each stands for a case that stores get wrong.
 *
 * <p>Neighbours: the contracts in {@code conformance} use them; {@code conformance-postgresql.sql} creates their tables.
 *
 * <p>One flat list, since records refer to one another across contracts.
 */
@NullMarked
package dev.relata.test.conformance.model;

import org.jspecify.annotations.NullMarked;
