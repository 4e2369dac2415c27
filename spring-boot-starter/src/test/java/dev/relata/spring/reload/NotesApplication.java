package dev.relata.spring.reload;

import dev.relata.Relata;
import dev.relata.spring.R2dbcStoreAutoConfiguration;
import dev.relata.spring.RelataAutoConfiguration;
import dev.relata.spring.RelataModel;
import java.util.List;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.devtools.autoconfigure.LocalDevToolsAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application that a developer runs with devtools: says at each start what it is made of. */
@Configuration(proxyBeanMethods = false)
@AutoConfigurationPackage
@ImportAutoConfiguration({
    LocalDevToolsAutoConfiguration.class,
    R2dbcAutoConfiguration.class,
    R2dbcStoreAutoConfiguration.class,
    RelataAutoConfiguration.class
})
class NotesApplication {

    /** What a line begins with that is for the test. */
    static final String READY = "ready ";

    public static void main(String[] arguments) {
        SpringApplication.run(NotesApplication.class, arguments);
    }

    @Bean
    ApplicationRunner ready(Relata relata, RelataModel model) {
        return arguments -> {
            Long notes = relata.schema()
                    .createMissing()
                    .then(relata.insert(new Note(null, "a start")))
                    .then(relata.from(Note.class).count())
                    .block();
            ClassLoader loader = Note.class.getClassLoader();
            boolean ours = model.records().equals(List.of(Note.class));
            System.out.println(READY + loader.getClass().getSimpleName() + " " + System.identityHashCode(loader) + " "
                    + Relata.class.getClassLoader().getClass().getSimpleName() + " " + ours + " "
                    + notes);
        };
    }
}
