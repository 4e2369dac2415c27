/**
 * What users chain and read: selections, pages, groups, and how a stream is fetched.
 *
 * <p>Neighbours: built on {@code error} and {@code model}; {@code internal.select} and the front door implement the interfaces.
 *
 * <p>One flat list: each type is what a method of a selection takes or returns.
 */
@NullMarked
package dev.relata.query;

import org.jspecify.annotations.NullMarked;
