package dev.relata.examples.bookshop;

import org.springframework.data.repository.reactive.ReactiveCrudRepository;

/** Purchases, by Spring Data. */
interface PurchaseRepository extends ReactiveCrudRepository<Purchase, Long> {}
