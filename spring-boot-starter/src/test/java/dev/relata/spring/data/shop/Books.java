package dev.relata.spring.data.shop;

import org.springframework.data.r2dbc.repository.R2dbcRepository;

/** A repository with a fragment that uses Relata. */
interface Books extends R2dbcRepository<Book, Long>, AuthorsBooks {}
