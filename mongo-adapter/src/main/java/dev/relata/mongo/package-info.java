/**
 * The store over MongoDB's reactive streams driver: {@link dev.relata.mongo.MongoStore} and its options.
 *
 * <p>Neighbours: {@code query} translates requests into the values of {@code command}, {@code exec} sends them, {@code value} has
 * the values; this package implements {@code dev.relata.spi} with them.
 */
@NullMarked
package dev.relata.mongo;

import org.jspecify.annotations.NullMarked;
