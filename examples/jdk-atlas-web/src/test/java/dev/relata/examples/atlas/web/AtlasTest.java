package dev.relata.examples.atlas.web;

import dev.relata.examples.atlas.web.graph.GraphStatus;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webtestclient.autoconfigure.AutoConfigureWebTestClient;
import org.springframework.context.annotation.Import;

/** A test of the whole server over a part of the JDK. All share one server and one import. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = "atlas.data=target/postgres")
@AutoConfigureWebTestClient
@Import({PartOfTheJdk.class, AtlasTest.Filled.class})
@interface AtlasTest {

    /** Imports before the first test, as the program does before it says that it is ready. */
    @TestConfiguration(proxyBeanMethods = false)
    class Filled implements ApplicationRunner {

        private final GraphStatus graph;

        Filled(GraphStatus graph) {
            this.graph = graph;
        }

        @Override
        public void run(ApplicationArguments arguments) {
            graph.fill().toFuture().orTimeout(60, TimeUnit.SECONDS).join();
        }
    }
}
