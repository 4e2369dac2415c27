package library;

import dev.relata.model.Id;
import org.jspecify.annotations.Nullable;

record Course(@Id @Nullable Long id, String title) {}
