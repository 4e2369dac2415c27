/**
 * Relata in Spring Boot: configuration of the store and of {@link dev.relata.Relata}, failure messages, hints for native images.
 *
 * <p>Neighbours: built on the public packages of core and of the adapters alone.
 */
@NullMarked
package dev.relata.spring;

import org.jspecify.annotations.NullMarked;
