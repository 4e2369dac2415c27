package dev.relata.spring.graphql.catalog;

import dev.relata.model.Id;
import org.jspecify.annotations.Nullable;

public record Tag(@Id @Nullable Long id, String name) {}
