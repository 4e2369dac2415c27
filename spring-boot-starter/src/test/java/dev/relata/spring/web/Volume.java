package dev.relata.spring.web;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

record Volume(
        @Id @Nullable Long id,
        long shelfId,
        String title,
        int year,
        @Nullable LocalDate lentOn) {

    static final ManyToOne<Volume, Shelf> SHELF = manyToOne(Volume::shelfId, Shelf.class);
}
