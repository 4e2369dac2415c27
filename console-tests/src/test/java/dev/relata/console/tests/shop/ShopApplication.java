package dev.relata.console.tests.shop;

import dev.relata.spring.RelataModel;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The application. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(ShopController.class)
public class ShopApplication {

    @Bean
    RelataModel model() {
        return RelataModel.of(Author.class, Book.class);
    }
}
