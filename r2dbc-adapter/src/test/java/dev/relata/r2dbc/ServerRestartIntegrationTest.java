package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.metamodel.EntityType;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.TransactionOptions;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ServerRestartIntegrationTest {

    private LibraryStore library;

    @BeforeEach
    void fill() {
        library = LibraryStore.filled();
    }

    @AfterEach
    void drop() {
        library.close();
    }

    private static Mono<Long> tags(Session session) {
        EntityType<?> tag = Library.MODEL.entity(Library.Tag.class);
        return session.select(Select.rows("Tag", Query.of(tag))).count();
    }

    /** Both connections of the pool are idle and dead; neither may fail whoever comes next. */
    @Test
    void theFirstOperationAfterTheServerDroppedAllIdleConnectionsWorks() {
        Mono<Void> onTwoConnections = library.opened()
                .begin(TransactionOptions.defaults())
                .flatMap(open -> tags(open).then(tags(library.session())).then(open.commit()));
        onTwoConnections.as(StepVerifier::create).verifyComplete();
        assertThat(library.database().connections()).isEqualTo(2);

        library.database().killAll();
        TestDatabase.await(library.database()::connections, 0);

        tags(library.session()).as(StepVerifier::create).expectNext(3L).verifyComplete();
    }

    /** The application's own pool, as Spring Boot makes it: twelve at once over ten dead connections. */
    @Test
    void aGivenPoolWhoseIdleConnectionsAreAllDeadFailsNobody() {
        ConnectionPool pool = TestDatabase.pool(library.database().connectionFactory(), 10);
        Session session = R2dbcStore.of(pool).open(Library.MODEL).direct();
        pool.warmup().as(StepVerifier::create).expectNextCount(1).verifyComplete();
        Flux.range(0, 10)
                .flatMap(number -> pool.create())
                .collectList()
                .flatMapMany(all -> Flux.fromIterable(all).flatMap(Connection::close))
                .as(StepVerifier::create)
                .verifyComplete();
        assertThat(library.database().killAll()).isGreaterThanOrEqualTo(10);
        TestDatabase.await(library.database()::connections, 0);

        Flux.range(0, 12)
                .flatMap(number -> tags(session))
                .as(StepVerifier::create)
                .expectNextCount(12)
                .verifyComplete();
        pool.dispose();
    }
}
