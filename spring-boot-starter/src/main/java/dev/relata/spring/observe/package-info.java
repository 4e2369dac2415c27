/**
 * Spans, meters and an actuator endpoint for what Relata does: the listeners that feed them, and what names them.
 *
 * <p>Neighbours: built on {@code dev.relata.observe}, Micrometer and Spring Boot's actuator; {@code dev.relata.spring} hands the
 * listeners to Relata.
 */
@NullMarked
package dev.relata.spring.observe;

import org.jspecify.annotations.NullMarked;
