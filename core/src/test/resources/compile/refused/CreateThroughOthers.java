package library;

import static dev.relata.model.Relationships.hasManyThrough;

import dev.relata.Relata;
import dev.relata.model.HasManyThrough;
import dev.relata.query.Selection;

final class CreateThroughOthers {

    static final HasManyThrough<Author, Tag> TAGS = hasManyThrough(() -> Author.BOOKS, () -> Book.TAGS);

    Object refused(Relata relata, Author author, Tag tag) {
        Selection<Tag> tags = relata.on(author, TAGS);
        tags.add(tag); // refused: cannot find symbol
        return tags;
    }
}
