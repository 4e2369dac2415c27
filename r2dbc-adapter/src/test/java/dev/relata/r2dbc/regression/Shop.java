package dev.relata.r2dbc.regression;

import static dev.relata.model.Relationships.hasOne;
import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.Relata;
import dev.relata.model.Column;
import dev.relata.model.HasOne;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.Table;
import dev.relata.model.Unique;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementKind;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** A shop for many tenants on a database of its own: the tenant is part of every id, as a sharded table wants it. */
final class Shop implements AutoCloseable {

    @Table("shop.orders")
    record Order(@Id long tenantId, @Id long id) {
        static final OneToMany<Order, Line> LINES = oneToMany(Order.class, key(Line::tenantId, Line::orderId));
    }

    /** The order is part of its id: it never moves. */
    @Table("shop.lines")
    record Line(@Id long tenantId, @Id long orderId, @Id int number) {
        static final ManyToOne<Line, Order> ORDER = manyToOne(key(Line::tenantId, Line::orderId), Order.class);
    }

    @Table("shop.customers")
    record Customer(@Id long tenantId, @Id long id) {
        static final ManyToManyThrough<Customer, Order, Share> ORDERS = manyToMany(Customer.class, Order.class)
                .through(key(Share::tenantId, Share::customerId), key(Share::tenantId, Share::orderId));
        static final HasOne<Customer, Card> CARD = hasOne(Customer.class, key(Card::tenantId, Card::customerId));
    }

    /** A link whose two keys go by one tenant. */
    @Table("shop.shares")
    record Share(
            @Id long tenantId,
            @Id long customerId,
            @Id long orderId,
            @Nullable Integer percent) {}

    @Table("shop.cards")
    record Card(
            @Id long tenantId,
            @Id long id,
            long customerId,
            @Unique String number) {}

    @Table("shop.articles")
    record Article(
            @Id @Column(type = "citext") String code,
            @Nullable String name) {
        static final ManyToMany<Article, Word> WORDS = manyToMany(Article.class, Word.class);
    }

    @Table("shop.words")
    record Word(@Id @Column(type = "citext") String text) {}

    @Table("shop.seats")
    record Seat(@Id long id, @Unique @Nullable String guest) {}

    private static final String[] TABLES = {
        "CREATE SCHEMA shop",
        "CREATE EXTENSION citext",
        "CREATE TABLE shop.orders (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id))",
        "CREATE TABLE shop.lines (tenant_id bigint, order_id bigint, number int,"
                + " PRIMARY KEY (tenant_id, order_id, number), FOREIGN KEY (tenant_id, order_id) REFERENCES shop.orders)",
        "CREATE TABLE shop.customers (tenant_id bigint, id bigint, PRIMARY KEY (tenant_id, id))",
        "CREATE TABLE shop.shares (tenant_id bigint, customer_id bigint, order_id bigint, percent int,"
                + " PRIMARY KEY (tenant_id, customer_id, order_id),"
                + " FOREIGN KEY (tenant_id, customer_id) REFERENCES shop.customers,"
                + " FOREIGN KEY (tenant_id, order_id) REFERENCES shop.orders)",
        "CREATE TABLE shop.cards (tenant_id bigint, id bigint, customer_id bigint NOT NULL, number text UNIQUE,"
                + " PRIMARY KEY (tenant_id, id), UNIQUE (tenant_id, customer_id))",
        "CREATE TABLE shop.articles (code citext PRIMARY KEY, name text)",
        "CREATE TABLE shop.seats (id bigint PRIMARY KEY, guest text UNIQUE)",
        "CREATE TABLE shop.words (text citext PRIMARY KEY)",
        "CREATE TABLE shop.articles_words (article_code citext REFERENCES shop.articles,"
                + " word_text citext REFERENCES shop.words, PRIMARY KEY (article_code, word_text))",
    };

    private final TestDatabase database = TestDatabase.create();
    private final List<ExecutedStatement> statements = new CopyOnWriteArrayList<>();
    private final ConnectionPool pool;
    private final Relata relata;

    Shop(int connections) {
        database.execute(TABLES);
        pool = database.pool(connections);
        relata = Relata.builder()
                .store(R2dbcStore.builder()
                        .connectionFactory(pool)
                        .listener(statements::add)
                        .build())
                .model(
                        Order.class,
                        Line.class,
                        Customer.class,
                        Share.class,
                        Card.class,
                        Article.class,
                        Seat.class,
                        Word.class)
                .build();
    }

    Relata relata() {
        return relata;
    }

    /** Runs to the end; answers what came. */
    <T> List<T> run(Publisher<T> publisher) {
        statements.clear();
        List<T> answer = Flux.from(publisher).collectList().block(Duration.ofSeconds(30));
        return answer == null ? List.of() : answer;
    }

    void execute(String statement) {
        database.execute(statement);
    }

    /** The statements that the last run sent, BEGIN, COMMIT and SAVEPOINT included. */
    List<StatementKind> sent() {
        return statements.stream().map(ExecutedStatement::kind).toList();
    }

    @Override
    public void close() {
        pool.dispose();
        database.close();
    }
}
