package dev.relata.spi;

/** What one value of an answer is. */
public sealed interface Expression permits RowValue, Aggregate, SortKey {}
