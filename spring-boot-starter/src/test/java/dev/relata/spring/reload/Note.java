package dev.relata.spring.reload;

import dev.relata.model.Id;
import org.jspecify.annotations.Nullable;

record Note(@Id @Nullable Long id, String text) {}
