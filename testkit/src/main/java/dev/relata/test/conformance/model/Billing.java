package dev.relata.test.conformance.model;

import dev.relata.model.Id;

/**
 * That an act is paid for in a show; the pair is the id. Immutable.
 *
 * @param showId the show
 * @param actId the act
 * @param fee what it is paid
 */
public record Billing(@Id Long showId, @Id Long actId, int fee) {}
