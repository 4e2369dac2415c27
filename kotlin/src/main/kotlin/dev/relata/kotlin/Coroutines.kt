package dev.relata.kotlin

import dev.relata.Relata
import dev.relata.manager.HasOneManager
import dev.relata.manager.ToOneManager
import dev.relata.query.Selection
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.reactive.asFlow
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.reactor.awaitSingleOrNull
import kotlinx.coroutines.reactor.mono
import reactor.core.publisher.Mono

/** Streams the rows by a cursor, as the collector takes them; cancel ends it. */
public fun <T : Any> Selection<T>.asFlow(): Flow<T> = iterate().asFlow()

/** Reads all rows at once. */
public suspend fun <T : Any> Selection<T>.awaitAll(): List<T> = all().collectList().awaitSingle()

/** Reads the first row, null where there is none. */
public suspend fun <T : Any> Selection<T>.awaitFirstOrNull(): T? = first().awaitSingleOrNull()

/** Counts the rows. */
public suspend fun <T : Any> Selection<T>.awaitCount(): Long = count().awaitSingle()

/** Reads the related row, null where there is none. */
public suspend fun <S : Any, T : Any> ToOneManager<S, T>.await(): T? = get().awaitSingleOrNull()

/** Reads the row that refers to the owner, null where there is none. */
public suspend fun <S : Any, T : Any> HasOneManager<S, T>.await(): T? = get().awaitSingleOrNull()

/** Finds a row by its id, null where there is none. */
public suspend inline fun <reified T : Any> Relata.awaitFind(id: Any): T? =
    find(T::class.java, id).awaitSingleOrNull()

/** Runs the block in a transaction: committed when it returns, rolled back when it throws or is cancelled. */
public suspend fun <T> Relata.inTransaction(block: suspend CoroutineScope.() -> T): T? =
    transactional(operation(block)).awaitSingleOrNull()

/** Runs the block in a batch scope: lookups of its coroutines that start together travel in one statement. */
public suspend fun <T> Relata.inBatch(block: suspend CoroutineScope.() -> T): T? =
    batched(operation(block)).awaitSingleOrNull()

/** On the thread that subscribes, so that lookups which start together are seen together. */
private fun <T> operation(block: suspend CoroutineScope.() -> T): Mono<T & Any> = mono(Dispatchers.Unconfined) { block() }
