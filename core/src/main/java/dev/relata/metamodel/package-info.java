/**
 * Models as stores and tools read them: types of rows with their attributes, and the ways from one to another. {@link
 * dev.relata.metamodel.Model#of} reads records once and reports everything that is wrong with them.
 *
 * <p>Neighbours: built on {@code model}, which has the constants and annotations that it reads, and on {@code internal.record}; stores, the
 * schema and the packages under {@code internal} build on it. One
 * flat list, since resolving a relationship needs every part of it.
 */
@NullMarked
package dev.relata.metamodel;

import org.jspecify.annotations.NullMarked;
