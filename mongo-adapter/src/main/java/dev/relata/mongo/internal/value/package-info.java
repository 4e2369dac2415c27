/**
 * What values are in MongoDB: from Java to BSON and back, and which BSON values MongoDB holds equal.
 *
 * <p>Neighbours: {@code query} puts values into commands with it, {@code exec} reads rows with it. Pure; it knows BSON, but
 * not the driver.
 */
@NullMarked
package dev.relata.mongo.internal.value;

import org.jspecify.annotations.NullMarked;
