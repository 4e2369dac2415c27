package dev.relata.spring.docs;

import org.springframework.data.r2dbc.repository.R2dbcRepository;
import reactor.core.publisher.Flux;

// sample: repository
interface Books extends R2dbcRepository<Book, Long> {

    Flux<Book> findByAuthorIdAndPagesGreaterThanOrderByTitle(Long authorId, int pages);
}
// end
