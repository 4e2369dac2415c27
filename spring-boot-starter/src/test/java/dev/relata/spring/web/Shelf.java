package dev.relata.spring.web;

import dev.relata.model.Id;
import org.jspecify.annotations.Nullable;

record Shelf(@Id @Nullable Long id, String name) {}
