/**
 * The atlas on the web: the server, its options and its database. {@code graph} imports, {@code type} shows types and methods,
 * {@code ways} compares three ways to ask, {@code export} streams.
 */
@NullMarked
package dev.relata.examples.atlas.web;

import org.jspecify.annotations.NullMarked;
