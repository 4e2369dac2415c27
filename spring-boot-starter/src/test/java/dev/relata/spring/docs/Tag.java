package dev.relata.spring.docs;

import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

// sample: tag
@Table("tags")
record Tag(@Id Long id, String name) {}
// end
