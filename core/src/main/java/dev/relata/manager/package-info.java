/**
 * Managers: a relationship of one owner, with the reads of a selection and the writes that its kind allows.
 *
 * <p>Neighbours: built on {@code model} and {@code query}; {@code internal.link} implements them, users get them from {@code Relata}.
 */
@NullMarked
package dev.relata.manager;

import org.jspecify.annotations.NullMarked;
