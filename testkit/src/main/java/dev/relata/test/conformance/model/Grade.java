package dev.relata.test.conformance.model;

import dev.relata.model.Id;
import java.math.BigDecimal;

/**
 * Has a number as its id. Immutable.
 *
 * @param value the number, of any scale
 * @param name the name
 */
public record Grade(@Id BigDecimal value, String name) {}
