/**
 * Records of Spring Data as Relata's: its annotations and names, read by its own mapping contexts.
 *
 * <p>Neighbours: built on {@code dev.relata.model} and on Spring Data, without which nothing here is loaded.
 */
@NullMarked
package dev.relata.spring.data;

import org.jspecify.annotations.NullMarked;
