package dev.relata.spring.cinema;

import dev.relata.model.Id;
import org.jspecify.annotations.Nullable;

public record Film(
        @Id @Nullable Long id,
        long cinemaId,
        String title,
        Rating rating,
        @Nullable Money price) {}
