/**
 * Records with components that the model converts, and enums with labels.
 */
@NullMarked
package dev.relata.spring.cinema;

import org.jspecify.annotations.NullMarked;
