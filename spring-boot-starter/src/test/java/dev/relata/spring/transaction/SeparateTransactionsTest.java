package dev.relata.spring.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.r2dbc.R2dbcStore;
import dev.relata.spring.Database;
import dev.relata.spring.library.Author;
import io.r2dbc.pool.ConnectionPool;
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
            separate = shop.bean(SeparatePool.class).pool();
            writtenThroughBoth(shop).as(StepVerifier::create).verifyErrorMessage(Shop.PAST);
            assertThat(shop.rows("authors")).isEqualTo(1);
            assertThat(shop.bean(ConnectionPool.class)).isSameAs(shop.pool).isNotSameAs(separate);
        }
        assertThat(separate.isDisposed()).isTrue();
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
