package library;

import dev.relata.model.Id;
import org.jspecify.annotations.Nullable;

record Tag(@Id @Nullable Long id, String name) {}
