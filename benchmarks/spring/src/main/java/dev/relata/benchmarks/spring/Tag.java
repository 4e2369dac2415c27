package dev.relata.benchmarks.spring;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** A tag, to Relata and to Spring Data. */
@Table("tags")
@dev.relata.model.Table("tags")
record Tag(@Id @dev.relata.model.Id Long id, String name) {}
