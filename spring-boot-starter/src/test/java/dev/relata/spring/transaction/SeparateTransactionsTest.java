package dev.relata.spring.transaction;

import static dev.relata.spring.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.r2dbc.R2dbcStore;
import dev.relata.spring.Database;
import dev.relata.spring.library.Author;
import io.r2dbc.pool.ConnectionPool;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.r2dbc.connection.TransactionAwareConnectionFactoryProxy;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@Timeout(60)
class SeparateTransactionsTest {

    private static Mono<Author> writtenThroughBoth(Shop shop) {
        return shop.services.required(shop.author("of Spring")
                .then(shop.relata.insert(new Author(null, "of Relata")))
                .then(Shop.broken()));
    }

    @Test
    void transactionsOfItsOwnAreNotRolledBackWithThoseOfSpring() {
        try (Shop shop = new Shop(Database.url("own"), 2, "relata.transactions=own")) {
            writtenThroughBoth(shop).as(StepVerifier::create).verifyErrorMessage(Shop.PAST);
            assertThat(shop.rows("authors")).isEqualTo(1);
        }
    }

    @Test
    void aPoolOfItsOwnLeavesThatOfTheApplicationAlone() {
        ConnectionPool separate;
        try (Shop shop = new Shop(Database.url("separate"), 1, "relata.separate-pool=true")) {
            separate = shop.bean(StorePool.class).pool();
            writtenThroughBoth(shop).as(StepVerifier::create).verifyErrorMessage(Shop.PAST);
            assertThat(shop.rows("authors")).isEqualTo(1);
            assertThat(shop.bean(ConnectionPool.class)).isSameAs(shop.pool).isNotSameAs(separate);
        }
        assertThat(separate.isDisposed()).isTrue();
    }

    /** The reader is the same server: its URL has neither user nor password. */
    @Test
    void readsOutsideTransactionsGoToTheServersOfTheProperty() {
        String url = Database.url("readers");
        String reader = url.replaceFirst("//[^@]*@", "//");
        List<StorePool> pools;
        try (Shop shop = new Shop(url, 2, "relata.readers=" + reader + "," + reader)) {
            done(shop.relata.insert(new Author(null, "one")));
            done(shop.relata.find(Author.class, 1L));
            done(shop.relata.find(Author.class, 1L));
            done(shop.services.required(shop.relata.find(Author.class, 1L)));
            assertThat(shop.statements.servers()).containsExactly("primary", "reader 1", "reader 2", "primary");
            pools = shop.bean(ReaderPools.class).pools();
        }
        assertThat(pools).hasSize(2).allMatch(each -> each.pool().isDisposed());
    }

    @Test
    void aReaderIsNoPool() {
        assertThatThrownBy(() ->
                        new Shop(Database.url("pooled"), 1, "relata.readers=r2dbc:pool:postgresql://localhost/none"))
                .rootCause()
                .hasMessageContaining("relata.readers: the store makes the pools itself");
    }

    @Test
    void aFactoryThatSharesTheConnectionOfATransactionIsRefusedWithTheRightOne() {
        try (Shop shop = new Shop(Database.url("proxied"), 1)) {
            TransactionAwareConnectionFactoryProxy proxy = new TransactionAwareConnectionFactoryProxy(shop.pool);
            assertThatThrownBy(() -> R2dbcStore.of(proxy))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("give the ConnectionFactory that it wraps")
                    .hasMessageContaining("relata-spring-boot-starter");
            assertThatThrownBy(() -> R2dbcStore.of(new TransactionAwareConnectionFactoryProxy(proxy) {}))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
