package dev.relata.spring.docs;

import dev.relata.spring.RelataModel;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.data.r2dbc.config.EnableR2dbcAuditing;

/** The application of the pages; its components are imported, as the two catalogs would be in each other's way. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableR2dbcAuditing
@Import({Library.class, Publisher.class, CatalogController.class, BookController.class})
class LibraryApplication {

    // sample: model-bean
    @Bean
    RelataModel model() {
        return RelataModel.of(Author.class, Book.class, Tag.class);
    }
    // end
}
