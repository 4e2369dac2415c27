package dev.relata.spring.console;

import dev.relata.Relata;
import dev.relata.recorder.Recorder;
import dev.relata.spring.RelataAutoConfiguration;
import dev.relata.spring.observe.RelataEndpoint;
import dev.relata.spring.observe.RelataEndpointAutoConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.web.server.ConditionalOnManagementPort;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.DispatcherHandler;
import tools.jackson.databind.json.JsonMapper;

/** Decides where the console stands: in development, below the actuator where the properties ask for it, or nowhere. */
@AutoConfiguration(
        after = {RelataAutoConfiguration.class, RelataEndpointAutoConfiguration.class},
        afterName = "org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration")
@ConditionalOnWebApplication(type = Type.REACTIVE)
@ConditionalOnClass({DispatcherHandler.class, JsonMapper.class, Recorder.class})
@ConditionalOnBean(Relata.class)
@EnableConfigurationProperties(ConsoleProperties.class)
public final class ConsolePathAutoConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(ConsolePathAutoConfiguration.class);

    /** Where the console stands in development. */
    @Configuration(proxyBeanMethods = false)
    @Conditional(OnDevelopmentCondition.class)
    static final class Development {

        @Bean
        ConsolePath relataConsolePath(ConsoleProperties properties) {
            return new ConsolePath(properties.path());
        }

        /**
         * Says where the console is.
         *
         * @param environment knows the port
         * @param relataConsolePath the path
         * @return what says it, once the application is ready
         */
        @Bean
        ApplicationListener<ApplicationReadyEvent> relataConsoleAddress(
                Environment environment, ConsolePath relataConsolePath) {
            return ready -> {
                String port = environment.getProperty("local.server.port");
                if (port != null) {
                    LOG.info(
                            "Relata's console is at http://localhost:{}{}{}/",
                            port,
                            environment.getProperty("spring.webflux.base-path", ""),
                            relataConsolePath.value());
                }
            };
        }
    }

    /** Where the console stands in production: its address is of the endpoint, and so are the rules of security. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({ConditionalOnAvailableEndpoint.class, PathMappedEndpoints.class})
    @ConditionalOnBooleanProperty("relata.console.record")
    @ConditionalOnAvailableEndpoint(RelataEndpoint.class)
    @ConditionalOnManagementPort(ManagementPortType.SAME)
    static final class Secured {

        @Bean
        @ConditionalOnBean(PathMappedEndpoints.class)
        ConsolePath relataSecuredConsolePath(PathMappedEndpoints endpoints) {
            return new ConsolePath(endpoints.getPath(EndpointId.of("relata")) + "/console");
        }
    }
}
