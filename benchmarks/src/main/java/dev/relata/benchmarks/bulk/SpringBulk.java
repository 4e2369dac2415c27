package dev.relata.benchmarks.bulk;

import io.r2dbc.spi.ConnectionFactory;
import java.util.Objects;
import org.springframework.data.r2dbc.core.R2dbcEntityTemplate;
import org.springframework.data.r2dbc.repository.R2dbcRepository;
import org.springframework.data.r2dbc.repository.support.R2dbcRepositoryFactory;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The same writes by {@code saveAll} of Spring Data R2DBC, each in one transaction. */
final class SpringBulk {

    private final TransactionalOperator transaction;
    private final Items items;
    private final Links links;
    private final long shelf;

    interface Items extends R2dbcRepository<SpringItem, Long> {}

    interface Links extends R2dbcRepository<SpringLink, Long> {}

    SpringBulk(ConnectionFactory connections, long shelf) {
        R2dbcRepositoryFactory repositories = new R2dbcRepositoryFactory(new R2dbcEntityTemplate(connections));
        this.transaction = TransactionalOperator.create(new R2dbcTransactionManager(connections));
        this.items = repositories.getRepository(Items.class);
        this.links = repositories.getRepository(Links.class);
        this.shelf = shelf;
    }

    Flux<SpringItem> items(Flux<Item> drafts) {
        Flux<SpringItem> rows =
                drafts.map(item -> new SpringItem(null, shelf, item.title(), item.pages(), item.createdAt()));
        return items.saveAll(rows).as(transaction::transactional);
    }

    Mono<Long> links(Flux<Label> labels) {
        Flux<SpringLink> rows = labels.map(label -> new SpringLink(shelf, Objects.requireNonNull(label.id())));
        return links.saveAll(rows).as(transaction::transactional).count();
    }
}
