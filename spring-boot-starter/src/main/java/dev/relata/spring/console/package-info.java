/**
 * A page for developers that shows what each request of the application asked of the database: routes of WebFlux over what a
 * {@code dev.relata.recorder.Recorder} has seen, and the static pages beside them. Nothing of it is there in production unless
 * properties ask for it.
 *
 * <p>Neighbours: built on {@code dev.relata.recorder} and WebFlux; describes models as {@code dev.relata.spring.observe} does.
 */
@NullMarked
package dev.relata.spring.console;

import org.jspecify.annotations.NullMarked;
