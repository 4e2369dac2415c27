package dev.relata.model;

/**
 * A relationship to any number of rows.
 *
 * @param <S> the owner
 * @param <T> the target
 */
public sealed interface ToMany<S, T> extends Relationship<S, T>
        permits OneToMany, ManyToMany, ManyToManyThrough, HasManyThrough {}
