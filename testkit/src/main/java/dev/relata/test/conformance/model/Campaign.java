package dev.relata.test.conformance.model;

import dev.relata.model.Column;
import dev.relata.model.Id;

/**
 * Has text of a fixed length as its id. Immutable.
 *
 * @param code the code
 * @param name the name
 */
public record Campaign(@Id @Column(type = "char(8)") String code, String name) {}
