/**
 * Turns requests into MongoDB's commands: filters, sorts, projections, aggregation pipelines and updates, as BSON.
 *
 * <p>Translation is pure: no driver type, no I/O, nothing kept but the types of attributes. The id of a type with one id
 * component is the field {@code _id}, every other attribute is the field of its column, also those of composite ids.
 *
 * <p>Neighbours: {@code dev.relata.spi} has the requests, {@code value} turns values into BSON, {@code command} has what is
 * made here, as values.
 */
@NullMarked
package dev.relata.mongo.internal.query;

import org.jspecify.annotations.NullMarked;
