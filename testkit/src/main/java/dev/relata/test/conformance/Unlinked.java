package dev.relata.test.conformance;

import static dev.relata.model.Relationships.manyToMany;

import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import org.jspecify.annotations.Nullable;

/** Two types with a many-to-many on either side that nobody linked; a model must refuse them. */
final class Unlinked {

    record Left(@Id @Nullable Long id) {
        static final ManyToMany<Left, Right> RIGHTS = manyToMany(Left.class, Right.class);
    }

    record Right(@Id @Nullable Long id) {
        static final ManyToMany<Right, Left> LEFTS = manyToMany(Right.class, Left.class);
    }

    private Unlinked() {}
}
