package library;

import dev.relata.Relata;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class BulkPolicyOfAnotherRecord {

    Mono<Long> refused(Relata relata, Flux<Book> books) {
        Bulk<Author> byEmail = Bulk.defaults().onConflict(OnConflict.update(Author::email));
        Mono<Long> written = relata.bulk(Bulk.chunkSize(byEmail.rows())).insert(Book.class, books);
        written = relata.bulk(byEmail).insert(Book.class, books); // refused: no suitable method
        return written;
    }
}
