/**
 * The model: records, their properties and the relationships between them, all of it immutable values.
 *
 * <p>Neighbours: built on {@code error} and {@code internal.record}; nearly every other package reads it. A constant of a relationship names other models
 * by class literal, method reference, string or supplier, so that building one never initialises another.
 *
 * <p>One flat list: a record is declared with a few static imports, and the annotations, relationships, conditions and sorts are
 * found where the first of them was.
 */
@NullMarked
package dev.relata.model;

import org.jspecify.annotations.NullMarked;
