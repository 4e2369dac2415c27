package library;

import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Relationships.hasOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.desc;

import dev.relata.model.HasOne;
import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import dev.relata.model.Table;
import org.jspecify.annotations.Nullable;

@Table("authors")
record Author(@Id @Nullable Long id, String name, String email) {
    static final OneToMany<Author, Book> BOOKS = oneToMany(Author.class, Book::authorId).orderBy(desc(Book::publishedAt));
    static final OneToMany<Author, Book> LONG_READS =
            BOOKS.where(Book::pages, gt(600)).orderBy(desc(Book::pages)).limit(10);
    static final HasOne<Author, Profile> PROFILE = hasOne(Author.class, Profile::authorId);
}
