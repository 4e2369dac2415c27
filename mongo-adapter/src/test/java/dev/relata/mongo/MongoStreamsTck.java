package dev.relata.mongo;

import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import dev.relata.Relata;
import dev.relata.RelataBuilder;
import dev.relata.mongo.fake.Deployment;
import dev.relata.mongo.fake.FakeMongo;
import dev.relata.query.Iteration;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.StatementCounter;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.streams.PublisherUnderTest;
import dev.relata.test.streams.PublisherUnderTest.Trait;
import dev.relata.test.streams.StreamConformance;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules of Reactive Streams, over a stand-in for MongoDB that has sessions and transactions. All streams take minutes: each build verifies two,
 * one for each way in which the store reads.
 */
class MongoStreamsTck implements StreamConformance {

    private static final Set<String> FEW = Set.of("Relata.transactional", "AggregationQuery.iterate");

    private static FakeMongo server;
    private static MongoConformance store;

    @BeforeAll
    static void connect() {
        server = FakeMongo.start(Deployment.REPLICA_SET);
        store = new MongoConformance(Atomicity.REQUIRED, server.url());
    }

    @AfterAll
    static void disconnect() {
        store.drop();
        server.close();
    }

    /** What was cancelled, or misused, ends its transaction too. */
    @AfterEach
    void nothingIsHeld() {
        Awaiting.until(() -> server.openTransactions() == 0);
        store.empty();
    }

    @TestFactory
    Stream<DynamicNode> aFewPublishersKeepTheRules() {
        return rulesOf(FEW::contains);
    }

    @Override
    @TestFactory
    @Tag("soak")
    public Stream<DynamicNode> publishersKeepTheRules() {
        return StreamConformance.super.publishersKeepTheRules();
    }

    @Override
    @TestFactory
    @Tag("soak")
    public Stream<DynamicNode> subscribersKeepTheRules() {
        return StreamConformance.super.subscribersKeepTheRules();
    }

    @Override
    public Relata relata() {
        return store.relata();
    }

    @Override
    public StatementCounter statements() {
        return store.statements();
    }

    @Override
    public Set<Capability> capabilities() {
        return store.capabilities();
    }

    @Override
    public Relata bare(UnaryOperator<RelataBuilder> settings, Class<?>... model) {
        return store.bare(settings, model);
    }

    @Override
    public List<Class<?>> furtherTypes() {
        return List.of(AggregationQuery.class);
    }

    @Override
    public List<PublisherUnderTest> furtherPublishers() {
        Relata bare = bare(Label.class);
        return List.of(
                PublisherUnderTest.of(
                                "Schema.validate", n -> bare.schema().validate().take(n))
                        .with(Trait.SINGLE),
                PublisherUnderTest.of("AggregationQuery.all", n -> names(n).all(Named.class)),
                PublisherUnderTest.of(
                        "AggregationQuery.iterate", n -> names(n).iterate(Named.class, Iteration.fetchSize(3))),
                PublisherUnderTest.of("AggregationQuery.values", n -> names(n).values("name", String.class)));
    }

    private AggregationQuery names(long number) {
        return MongoStore.aggregate(
                relata(),
                Author.class,
                List.of(
                        Aggregates.match(Filters.lt("name", "a%02d".formatted(number))),
                        Aggregates.sort(Sorts.ascending("name")),
                        Aggregates.project(Projections.include("name"))));
    }

    /** A row of an aggregation of one's own. */
    record Named(String name) {}
}
