package dev.relata.spring.library;

/** A view: no record of the model. */
public record AuthorName(String name) {}
