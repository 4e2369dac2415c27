package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.ModelException;
import dev.relata.metamodel.Model;
import dev.relata.model.Column;
import dev.relata.model.Id;
import dev.relata.spi.Capability;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.test.StepVerifier;

class R2dbcStoreTest {

    private static final String URL = "r2dbc:postgresql://me@nowhere.invalid/library";
    private static final ConnectionFactory FACTORY = ConnectionFactories.get(URL);

    record Wrong(
            @Id long id,
            @Column(type = "bigint[]") int first,
            @Column(type = "a;b") String second) {}

    @Test
    void reportsEveryColumnThatItCannotKeep() {
        assertThatThrownBy(() -> R2dbcStore.of(FACTORY).open(Model.of(Wrong.class)))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        error -> assertThat(error.errors())
                                .hasSize(2)
                                .anySatisfy(text -> assertThat(text).startsWith("Wrong.first: "))
                                .anySatisfy(text -> assertThat(text).startsWith("Wrong.second: ")));
    }

    @Test
    void canDoEverythingButKeepLinksAsArrays() {
        assertThat(R2dbcStore.of(FACTORY).open(Library.MODEL).capabilities())
                .isEqualTo(EnumSet.complementOf(EnumSet.of(Capability.ID_ARRAYS)));
    }

    @Test
    void seesAPoolWithoutAnAcquireTimeOut() {
        ConnectionPool endless = new ConnectionPool(
                ConnectionPoolConfiguration.builder(FACTORY).maxSize(3).build());
        assertThat(PoolSettings.of(endless).waitsForEver()).isTrue();
        assertThat(R2dbcStore.of(endless).explain()).contains("at most 3 connections", "NO acquire time-out", "hangs");
        ConnectionPool patient = TestDatabase.pool(FACTORY, 4);
        assertThat(PoolSettings.of(patient).waitsForEver()).isFalse();
        assertThat(R2dbcStore.of(patient).explain())
                .contains("at most 4 connections", "fails after 10000 ms", "not closed by this store");
    }

    @Test
    void seesAPoolThatConnectsForEver() {
        ConnectionPool endless = new ConnectionPool(ConnectionPoolConfiguration.builder(FACTORY)
                .maxAcquireTime(Duration.ofSeconds(1))
                .build());
        assertThat(PoolSettings.of(endless).connectsForEver()).isTrue();
        assertThat(R2dbcStore.of(endless).explain()).contains("NO time limit for opening a connection");
        ConnectionPool limited = new ConnectionPool(ConnectionPoolConfiguration.builder(FACTORY)
                .maxCreateConnectionTime(Duration.ofSeconds(1))
                .build());
        assertThat(PoolSettings.of(limited).connectsForEver()).isFalse();
        assertThat(R2dbcStore.of(limited).explain()).contains("; opening a connection has a time limit");
        assertThat(R2dbcStore.builder().url(URL).build().explain()).contains("; opening a connection has a time limit");
    }

    @Test
    void describesItsTimeLimits() {
        assertThat(R2dbcStore.builder().url(URL).build().explain())
                .contains("time limits: begin and end of transactions and cursors 5000 ms; statements none");
        R2dbcStore limited = R2dbcStore.builder()
                .url(URL)
                .endingTimeout(Duration.ofSeconds(2))
                .statementTimeout(Duration.ofSeconds(7))
                .build();
        assertThat(limited.explain()).contains("cursors 2000 ms; statements 7000 ms");
    }

    @Test
    void seesThatThereIsNoPool() {
        assertThat(PoolSettings.of(FACTORY).waitsForEver()).isFalse();
        assertThat(R2dbcStore.of(FACTORY).explain()).contains("without a pool", "driver: PostgreSQL");
    }

    @Test
    void makesAPoolThatGivesUp() {
        R2dbcStore store = R2dbcStore.builder().url(URL).build();
        assertThat(store.explain()).contains("at most 10 connections", "fails after 30000 ms", "tcpKeepAlive=true");
        R2dbcStore other = R2dbcStore.builder()
                .url(URL)
                .maxSize(2)
                .acquireTimeout(Duration.ofMillis(5))
                .build();
        assertThat(other.explain()).contains("at most 2 connections", "fails after 5 ms");
    }

    @Test
    void namesNoStatementsBehindAPoolerInTransactionMode() {
        R2dbcStore store =
                R2dbcStore.builder().url(URL).pooler(Pooler.TRANSACTION).build();
        assertThat(store.explain())
                .contains("preparedStatementCacheQueries=0", "pooler: TRANSACTION: prepared statements have no names");
        assertThat(R2dbcStore.builder().url(URL).pooler(Pooler.SESSION).build().explain())
                .contains("pooler: SESSION: prepared statements are not checked");
        assertThat(R2dbcStore.builder().url(URL).build().explain())
                .contains("pooler: DETECT: is looked for at the first connection");
    }

    @ParameterizedTest
    @CsvSource({
        "schema, @Table",
        "currentSchema, search_path",
        "statementTimeout, statement_timeout",
        "lockWaitTimeout, lock_timeout",
        "options, ALTER ROLE",
        "preparedStatementCacheQueries, pooler(SESSION)"
    })
    void refusesOptionsThatPoolersRefuse(String option, String remedy) {
        R2dbcStoreBuilder behind = R2dbcStore.builder().url(URL).pooler(Pooler.TRANSACTION);
        assertThatThrownBy(() -> behind.option(option, "1").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pooler(TRANSACTION)")
                .hasMessageContaining(option)
                .hasMessageContaining(remedy);
        assertThatThrownBy(() -> R2dbcStore.builder()
                        .url(URL + "?" + option + "=1")
                        .pooler(Pooler.TRANSACTION)
                        .build())
                .hasMessageContaining(option);
    }

    @Test
    void keepsPasswordsToItself() {
        R2dbcStore store = R2dbcStore.builder()
                .host("nowhere.invalid")
                .database("library")
                .username("me")
                .password("secret")
                .option("sslPassword", "secret")
                .option("schema", "shelf")
                .build();
        assertThat(store.explain()).contains("schema=shelf").doesNotContain("secret");
        assertThat(store.toString()).doesNotContain("secret");
    }

    @Test
    void closesThePoolItMadeAndNoOther() {
        ConnectionPool given = TestDatabase.pool(FACTORY, 1);
        StepVerifier.create(R2dbcStore.of(given).close()).verifyComplete();
        assertThat(given.isDisposed()).isFalse();
        R2dbcStore own = R2dbcStore.builder().url(URL).build();
        StepVerifier.create(own.close()).verifyComplete();
        StepVerifier.create(own.close()).verifyComplete();
        given.disposeLater().as(StepVerifier::create).verifyComplete();
    }

    @Test
    void refusesToGuessWhereTheDatabaseIs() {
        assertThatThrownBy(() -> R2dbcStore.builder().database("library").build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("give a url, a host or a connectionFactory");
        assertThatThrownBy(() -> R2dbcStore.builder().host("nowhere.invalid").build())
                .hasMessageContaining("give a username");
        assertThatThrownBy(() -> R2dbcStore.builder().url(URL).host("other").build())
                .hasMessageContaining("give one of them");
        assertThatThrownBy(() ->
                        R2dbcStore.builder().url(URL).connectionFactory(FACTORY).build())
                .hasMessageContaining("give one of them");
        assertThatThrownBy(() -> R2dbcStore.builder()
                        .url("r2dbc:pool:postgresql://nowhere.invalid/library")
                        .build())
                .hasMessageContaining("without pool:");
    }

    @Test
    void refusesAPoolThatCannotWork() {
        assertThatThrownBy(() -> R2dbcStore.builder().maxSize(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> R2dbcStore.builder().connectTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> R2dbcStore.builder().endingTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> R2dbcStore.builder().statementTimeout(Duration.ofMillis(-1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> R2dbcStore.builder().acquireTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
