package dev.relata.benchmarks.library;

import static dev.relata.model.Relationships.manyToOne;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;

/**
 * What is in memory when its book is looked up; no table has it.
 *
 * @param id the id
 * @param bookId the book that is looked up
 */
public record Review(@Id long id, long bookId) {

    static final ManyToOne<Review, Book> BOOK = manyToOne(Review::bookId, Book.class);
}
