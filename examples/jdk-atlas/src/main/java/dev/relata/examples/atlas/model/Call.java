package dev.relata.examples.atlas.model;

import dev.relata.model.Id;

/**
 * One method calls another: the join model of the methods' many-to-many with themselves. As a record of its own it can be
 * written in bulk, for all methods at once. Immutable.
 *
 * @param callerId the method with the instruction
 * @param calleeId the method that the instruction names
 */
public record Call(@Id int callerId, @Id int calleeId) {}
