/**
 * Managers: a relationship of one owner, with the reads of a selection and the writes that its kind allows.
 *
 * <p>Neighbours: built on {@code query}; users get them from {@code Relata}.
 */
@NullMarked
package dev.relata.manager;

import org.jspecify.annotations.NullMarked;
