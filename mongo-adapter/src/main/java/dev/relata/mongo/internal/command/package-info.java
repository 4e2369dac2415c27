/**
 * Commands as values: what a request becomes before it is sent, with its text as MongoDB's shell would have it and its shape without
 * values.
 *
 * <p>Neighbours: {@code query} makes commands of requests, {@code exec} sends them, {@code schema} uses the same words. Pure; it
 * knows BSON, but not the driver.
 */
@NullMarked
package dev.relata.mongo.internal.command;

import org.jspecify.annotations.NullMarked;
