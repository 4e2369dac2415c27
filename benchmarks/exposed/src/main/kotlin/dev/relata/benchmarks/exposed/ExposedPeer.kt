package dev.relata.benchmarks.exposed

import dev.relata.benchmarks.Checksum
import dev.relata.benchmarks.Connections
import dev.relata.benchmarks.Event
import dev.relata.benchmarks.library.Book
import dev.relata.benchmarks.library.LibraryTables
import dev.relata.benchmarks.library.Line
import dev.relata.benchmarks.library.Review
import dev.relata.benchmarks.library.Tally
import dev.relata.benchmarks.peer.Database
import dev.relata.benchmarks.peer.Peer
import dev.relata.benchmarks.peer.PeerTask
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.single
import kotlinx.coroutines.reactor.mono
import org.jetbrains.exposed.v1.core.ResultRow
import org.jetbrains.exposed.v1.core.Table
import org.jetbrains.exposed.v1.core.eq
import org.jetbrains.exposed.v1.core.inList
import org.jetbrains.exposed.v1.core.vendors.PostgreSQLDialect
import org.jetbrains.exposed.v1.javatime.timestampWithTimeZone
import org.jetbrains.exposed.v1.r2dbc.R2dbcDatabase
import org.jetbrains.exposed.v1.r2dbc.R2dbcDatabaseConfig
import org.jetbrains.exposed.v1.r2dbc.selectAll
import org.jetbrains.exposed.v1.r2dbc.transactions.suspendTransaction
import reactor.core.publisher.Mono

private const val FETCH = 4096
private const val KEYS = 1_000

private object Events : Table(Event.TABLE) {
    val id = long("id")
    val ownerId = long("owner_id")
    val title = text("title")
    val pages = integer("pages")
    val createdAt = timestampWithTimeZone("created_at")
}

private object Books : Table(LibraryTables.BOOKS) {
    val id = long("id")
    val authorId = long("author_id")
    val title = text("title")
    val pages = integer("pages")
    val publishedAt = timestampWithTimeZone("published_at")
}

/** Exposed over R2DBC, a pool of one connection, a transaction for each run; no graphs, which its DSL leaves to hands. */
public class ExposedPeer(database: Database) : Peer {

    private val connections = Connections.to(database.r2dbcUrl())
    private val exposed = R2dbcDatabase.connect(
        connections.plain(),
        R2dbcDatabaseConfig { explicitDialect = PostgreSQLDialect() },
    )

    override fun runs(task: PeerTask): Map<String, Mono<Long>> = mapOf(
        "iterate" to mono { events(task.rows()) },
        "lookups" to mono { lookups(task.reviews()) },
        "lone" to mono { lone(task.lone()) },
    )

    private suspend fun events(rows: Int): Long = suspendTransaction(exposed) {
        val checksum = Checksum(rows)
        Events.selectAll().fetchSize(FETCH).collect { checksum.add(event(it)) }
        checksum.value()
    }

    private suspend fun lookups(reviews: List<Review>): Long = suspendTransaction(exposed) {
        val tally = Tally()
        for (some in reviews.chunked(KEYS)) {
            val books = HashMap<Long, Book>()
            Books.selectAll().where { Books.id inList some.map(Review::bookId) }.map(::book).collect { books[it.id()] = it }
            some.forEach { Line(it, books.getValue(it.bookId())).tally(tally) }
        }
        tally.sum()
    }

    private suspend fun lone(review: Review): Long {
        val tally = Tally()
        repeat(PeerTask.LONE) {
            val book = suspendTransaction(exposed) {
                Books.selectAll().where { Books.id eq review.bookId() }.map(::book).single()
            }
            Line(review, book).tally(tally)
        }
        return tally.sum()
    }

    private fun event(row: ResultRow) = Event(
        row[Events.id],
        row[Events.ownerId],
        row[Events.title],
        row[Events.pages],
        row[Events.createdAt].toInstant(),
    )

    private fun book(row: ResultRow) = Book(
        row[Books.id],
        row[Books.authorId],
        row[Books.title],
        row[Books.pages],
        row[Books.publishedAt].toInstant(),
    )

    override fun close(): Unit = connections.close()
}
