/** The class graph of a JDK as plain records: one record a table, relationships as typed constants. */
@NullMarked
package dev.relata.examples.atlas.model;

import org.jspecify.annotations.NullMarked;
