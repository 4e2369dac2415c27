package library;

import static dev.relata.model.Relationships.oneToOne;

import dev.relata.model.Id;
import dev.relata.model.OneToOne;
import dev.relata.model.Unique;
import org.jspecify.annotations.Nullable;

record Profile(@Id @Nullable Long id, @Unique Long authorId, String bio) {
    static final OneToOne<Profile, Author> AUTHOR = oneToOne(Profile::authorId, Author.class);
}
