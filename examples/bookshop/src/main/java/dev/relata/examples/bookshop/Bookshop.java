package dev.relata.examples.bookshop;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** Starts the bookshop. */
@SpringBootApplication
public class Bookshop {

    /**
     * Starts the bookshop on the port of {@code server.port}, 8080 by default.
     *
     * @param arguments properties such as {@code --server.port=9090}
     */
    public static void main(String[] arguments) {
        SpringApplication.run(Bookshop.class, arguments);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
