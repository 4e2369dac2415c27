package dev.relata.spring.docs;

import org.springframework.data.r2dbc.repository.R2dbcRepository;

// sample: repository-with-fragment
interface Authors extends R2dbcRepository<Author, Long>, AuthorsBooks {}
// end
