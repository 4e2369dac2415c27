package dev.relata.spring.observe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.OpenScope;
import dev.relata.Relata;
import dev.relata.observe.RelataListener;
import dev.relata.query.Iteration;
import dev.relata.spi.Store;
import dev.relata.spring.RelataAutoConfiguration;
import dev.relata.spring.RelataModel;
import dev.relata.test.InMemoryStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.Context;

class RelataObservationAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    RelataAutoConfiguration.class,
                    RelataObservationAutoConfiguration.class,
                    RelataEndpointAutoConfiguration.class))
            .withUserConfiguration(Application.class);

    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        Store store() {
            return InMemoryStore.create();
        }

        @Bean
        RelataModel model() {
            return new RelataModel(Novel.MODEL);
        }
    }

    private ApplicationContextRunner measured() {
        return application
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(ObservationRegistry.class, ObservationRegistry::create);
    }

    private static MeterRegistry bound(RelataMetrics metrics) {
        MeterRegistry meters = new SimpleMeterRegistry();
        metrics.bindTo(meters);
        return meters;
    }

    @Test
    void metersSayThatWritersWithNovelsAndTagsAreThreeStatements() {
        measured().run(context -> {
            Relata relata = context.getBean(Relata.class);
            Novel.fill(relata);
            MeterRegistry meters = bound(context.getBean(RelataMetrics.class));

            Novel.writersWithNovelsAndTags(relata)
                    .as(StepVerifier::create)
                    .expectNextCount(24)
                    .verifyComplete();

            assertThat(meters.get("relata.statements")
                            .tag("kind", "read")
                            .counter()
                            .count())
                    .isEqualTo(3);
            assertThat(meters.get("relata.scopes").counter().count()).isEqualTo(1);
            assertThat(meters.get("relata.scope.statements").summary().totalAmount())
                    .isEqualTo(2);
            assertThat(meters.get("relata.batch.lookups")
                            .tag("relationship", "Novel.TAGS")
                            .summary()
                            .max())
                    .isEqualTo(12);
            assertThat(meters.get("relata.scope.lookups")
                            .tag("relationship", "Writer.NOVELS")
                            .tag("answered", "store")
                            .counter()
                            .count())
                    .isEqualTo(4);
        });
    }

    @Test
    void metersShowOpenCursorsAndFindings() {
        measured().run(context -> {
            Relata relata = context.getBean(Relata.class);
            Novel.fill(relata);
            MeterRegistry meters = bound(context.getBean(RelataMetrics.class));

            StepVerifier.create(relata.from(Novel.class).iterate(Iteration.fetchSize(2)), 1)
                    .expectNextCount(1)
                    .then(() -> assertThat(
                                    meters.get("relata.cursors.open").gauge().value())
                            .isEqualTo(1))
                    .thenCancel()
                    .verify();
            assertThat(meters.get("relata.cursors.open").gauge().value()).isZero();

            Flux.range(1, 12)
                    .concatMap(id ->
                            relata.on(new Novel((long) id, 1, ""), Novel.WRITER).get())
                    .as(StepVerifier::create)
                    .expectNextCount(12)
                    .verifyComplete();
            assertThat(meters.get("relata.nplusone")
                            .tag("relationship", "Novel.WRITER")
                            .counter()
                            .count())
                    .isEqualTo(1);
        });
    }

    @Test
    void aMeterShowsTheScopesThatAreOpenHoweverTheyEnd() {
        measured().run(context -> {
            Relata relata = context.getBean(Relata.class);
            MeterRegistry meters = bound(context.getBean(RelataMetrics.class));
            Gauge open = meters.get("relata.scopes.open").gauge();

            Mono<Double> inside = Mono.fromSupplier(open::value);
            inside.as(relata::batched)
                    .as(relata::batched)
                    .as(StepVerifier::create)
                    .expectNext(1.0)
                    .verifyComplete();
            inside.as(relata::batched)
                    .zipWith(inside.as(relata::batched))
                    .then(Mono.error(new IllegalStateException("no")))
                    .as(relata::batched)
                    .as(StepVerifier::create)
                    .verifyErrorMessage("no");
            Mono.never()
                    .as(relata::batched)
                    .as(StepVerifier::create)
                    .expectSubscription()
                    .then(() -> assertThat(open.value()).isEqualTo(1))
                    .thenCancel()
                    .verify();
            assertThat(open.value()).isZero();

            OpenScope byHand = relata.batching().open(Context.empty());
            assertThat(open.value()).isEqualTo(1);
            byHand.close();
            byHand.close();
            assertThat(open.value()).isZero();

            inside.contextWrite(relata.batching().scope())
                    .as(StepVerifier::create)
                    .expectNext(0.0)
                    .verifyComplete();
        });
    }

    @Test
    void aMeterShowsTheConnectionsThatTheStoreHolds() {
        measured()
                .withBean(ConnectionCount.class, () -> () -> 7)
                .run(context -> assertThat(bound(context.getBean(RelataMetrics.class))
                                .get("relata.connections.held")
                                .gauge()
                                .value())
                        .isEqualTo(7));
    }

    @Test
    void propertiesSwitchEachPartOff() {
        measured()
                .withPropertyValues("relata.observation.enabled=false")
                .run(context -> assertThat(context)
                        .doesNotHaveBean("relataObservingListener")
                        .hasSingleBean(RelataMetrics.class));
        measured()
                .withPropertyValues("relata.observation.meters=false")
                .run(context ->
                        assertThat(context).hasBean("relataObservingListener").doesNotHaveBean(RelataMetrics.class));
    }

    @Test
    void withoutRegistriesAndEndpointNothingListens() {
        application.run(context -> assertThat(context)
                .hasSingleBean(Relata.class)
                .doesNotHaveBean(RelataListener.class)
                .doesNotHaveBean(RelataEndpoint.class));
    }
}
