package dev.relata.spring.data.shop;

import org.springframework.data.r2dbc.repository.R2dbcRepository;

interface Authors extends R2dbcRepository<Author, Long> {}
