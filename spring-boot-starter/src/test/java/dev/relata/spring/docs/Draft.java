package dev.relata.spring.docs;

/** A book that is not published yet. */
record Draft(Author author, Book book) {}
