package dev.relata.spring.console;

import dev.relata.Relata;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.recorder.Recorder;
import dev.relata.spring.RelataAutoConfiguration;
import io.r2dbc.spi.ConnectionFactory;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.graphql.server.WebGraphQlInterceptor;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.support.RouterFunctionMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * Configures the console and the recorder behind it, where it has a place to stand: else there is no bean of it, and nothing is
 * recorded.
 */
@AutoConfiguration(after = {RelataAutoConfiguration.class, ConsolePathAutoConfiguration.class})
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnClass({DispatcherHandler.class, JsonMapper.class, Recorder.class})
@ConditionalOnBean({Relata.class, ConsolePath.class})
@EnableConfigurationProperties(ConsoleProperties.class)
public final class ConsoleAutoConfiguration {

    /** Before the actuator's, which takes what is below its endpoints, and before the application's. */
    private static final int MAPPING_ORDER = -200;

    /**
     * Makes the recorder, which Relata takes as a listener.
     *
     * @param properties how much is kept
     * @return the recorder
     */
    @Bean
    @ConditionalOnMissingBean
    Recorder relataRecorder(ConsoleProperties properties) {
        return Recorder.of(properties.capacity());
    }

    @Bean
    RecordingWebFilter relataRecordingWebFilter(
            Recorder recorder, ObjectProvider<ConsolePath> paths, Environment environment) {
        List<ConsolePath> unrecorded = new ArrayList<>(paths.stream().toList());
        String actuator = environment.getProperty("management.endpoints.web.base-path", "/actuator");
        if (actuator.length() > 1) {
            unrecorded.add(new ConsolePath(actuator));
        }
        return new RecordingWebFilter(recorder, unrecorded);
    }

    @Bean
    ConsoleEvents relataConsoleEvents(Recorder recorder, ObjectProvider<ConnectionsSource> connections) {
        return new ConsoleEvents(recorder, connections.getIfAvailable(() -> ConnectionsSource.NONE), new ConsoleJson());
    }

    /**
     * Makes the mapping of the console's own routes: a router function of ours would be one of the application's.
     *
     * @param relata knows the model
     * @param recorder what has happened
     * @param connections looks at connections, where the store has any
     * @param plans explains statements, where the store can
     * @param events tells what happens
     * @param paths where consoles stand
     * @return the mapping
     */
    @Bean
    HandlerMapping relataConsoleMapping(
            Relata relata,
            Recorder recorder,
            ObjectProvider<ConnectionsSource> connections,
            ObjectProvider<Plans> plans,
            ConsoleEvents events,
            ObjectProvider<ConsolePath> paths) {
        ConsoleJson json = new ConsoleJson();
        ConsoleHandlers handlers = new ConsoleHandlers(
                relata,
                recorder,
                connections.getIfAvailable(() -> ConnectionsSource.NONE),
                plans.getIfAvailable(() -> Plans.NONE),
                events,
                json);
        RouterFunctionMapping mapping = new RouterFunctionMapping(
                new ConsoleRoutes(handlers, json).at(paths.stream().toList()));
        mapping.setOrder(MAPPING_ORDER);
        return mapping;
    }

    /** What a store over R2DBC can show. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(R2dbcStore.class)
    @ConditionalOnBean(R2dbcStore.class)
    static final class R2dbc {

        @Bean
        ConnectionsSource relataConnectionsSource(R2dbcStore store, ObjectProvider<ConnectionFactory> factories) {
            return new R2dbcConnections(store, factories.getIfUnique());
        }

        @Bean
        Plans relataPlans(ObjectProvider<ConnectionFactory> factories, Recorder recorder) {
            ConnectionFactory factory = factories.getIfUnique();
            return factory == null ? Plans.NONE : new R2dbcPlans(factory, recorder, new ConsoleJson());
        }
    }

    /** The names of operations. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(WebGraphQlInterceptor.class)
    static final class GraphQl {

        @Bean
        OperationNameInterceptor relataOperationNameInterceptor() {
            return new OperationNameInterceptor();
        }
    }
}
