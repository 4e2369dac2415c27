package library;

import dev.relata.Relata;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import java.util.List;

final class BulkPolicyOfAnotherRecord {

    Object refused(Relata relata, List<Book> books) {
        Bulk<Author> byEmail = Bulk.defaults().onConflict(OnConflict.update(Author::email));
        return relata.insertMany(Book.class, reactor.core.publisher.Flux.fromIterable(books), byEmail); // refused: no suitable method found for insertMany
    }
}
