/**
 * What several packages of the starter share, and nobody else uses: the values of requests as values of properties.
 */
@NullMarked
package dev.relata.spring.internal;

import org.jspecify.annotations.NullMarked;
