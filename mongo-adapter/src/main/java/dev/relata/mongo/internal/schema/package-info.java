/**
 * The collections that a model asks for: validators and indexes, as commands, as text for MongoDB's shell, and compared with
 * what is there. Pure: nothing is sent from here.
 *
 * <p>Neighbours: {@code query} knows the indexes, {@code command} the fields; the store above asks the server and sends the commands.
 */
@NullMarked
package dev.relata.mongo.internal.schema;

import org.jspecify.annotations.NullMarked;
