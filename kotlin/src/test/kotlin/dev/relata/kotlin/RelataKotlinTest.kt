package dev.relata.kotlin

import dev.relata.Relata
import dev.relata.model.Column
import dev.relata.model.Conditions.between
import dev.relata.model.Id
import dev.relata.model.ManyToOne
import dev.relata.model.OneToMany
import dev.relata.model.Version
import dev.relata.observe.ObservedRequest
import dev.relata.observe.RelataListener
import dev.relata.test.InMemoryStore
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.reactor.awaitSingle
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Test

@JvmRecord
data class Author(@Id val id: Long?, val name: String, val motto: String? = null) {
    companion object {
        @JvmField
        val BOOKS: OneToMany<Author, Book> = oneToMany(Book::authorId)
    }
}

// sample: kotlin-record
@JvmRecord
data class Book(
    @Id val id: Long?,
    val authorId: Long,
    @Column("book_title") val title: String,
    val pages: Int,
    @Version val version: Int = 0,
) {
    companion object {
        @JvmField
        val AUTHOR: ManyToOne<Book, Author> = manyToOne(Book::authorId)
    }
}
// end

class RelataKotlinTest {

    private val requests = mutableListOf<String>()
    private val relata: Relata = Relata.builder()
        .store(InMemoryStore.create())
        .model(Author::class.java, Book::class.java)
        .kotlin()
        .listener(object : RelataListener {
            override fun onRequest(request: ObservedRequest) {
                requests += request.relationship()
            }
        })
        .build()

    private suspend fun author(name: String, vararg titles: String): Author {
        val author = relata.insert(Author(null, name)).awaitSingle()
        titles.forEachIndexed { i, title ->
            relata.on(author, Author.BOOKS).create(Book(null, 0, title, 100 * (i + 1))).awaitSingle()
        }
        return author
    }

    @Test
    fun annotationsAndNullnessAreReadFromDataClasses() {
        val author = relata.model().entity(Author::class.java)
        assertThat(author.attribute("motto").nullable()).isTrue()
        assertThat(author.attribute("name").nullable()).isFalse()
        assertThat(relata.model().entity(Book::class.java).attribute("title").column()).isEqualTo("book_title")
        assertThat(relata.model().entity(Book::class.java).version()).isPresent()
    }

    @Test
    fun propertyReferencesNameComponents() = runBlocking<Unit> {
        val author = author("Ursula", "one", "two", "three")
        val found = relata.on(author, Author.BOOKS)
            .where(Book::pages gt 100)
            .orderBy(desc(Book::title))
            .awaitAll()
        assertThat(found.map { it.title }).containsExactly("two", "three")
        assertThat(relata.from(Book::class.java).where(Book::title eq "one").update(set(Book::pages, 7)).awaitSingle())
            .isEqualTo(1)
        assertThat(relata.from(Book::class.java).where(Book::pages satisfies between(1, 10)).awaitFirstOrNull()?.title).isEqualTo("one")
    }

    @Test
    fun theGuideShowsWhatRuns() = runBlocking<Unit> {
        val store = InMemoryStore.create()
        // sample: kotlin-builder
        val relata = Relata.builder().store(store).model(Author::class.java, Book::class.java)
            .kotlin() // reads from the types what may be null
            .build()
        // end
        val author = relata.insert(Author(null, "Ursula")).awaitSingle()
        val draft = Book(null, author.id!!, "one", 400)
        // sample: kotlin-calls
        val stored = relata.inTransaction { relata.insert(draft).awaitSingle() }
        val long: List<Book> = relata.on(author, Author.BOOKS).where(Book::pages gt 300).orderBy(desc(Book::title)).awaitAll()
        val stream: Flow<Book> = relata.from(Book::class.java).asFlow()
        val names = relata.inBatch { // one statement
            long.map { book -> async { relata.on(book, Book.AUTHOR).await()?.name } }.awaitAll()
        }
        // end
        assertThat(long).containsExactly(stored)
        assertThat(stream.toList()).containsExactly(stored)
        assertThat(names).containsExactly("Ursula")
    }

    @Test
    fun streamsAreFlows() = runBlocking<Unit> {
        val author = author("Ursula", "one", "two")
        assertThat(relata.on(author, Author.BOOKS).orderBy(asc(Book::id)).asFlow().map { it.title }.toList())
            .containsExactly("one", "two")
        assertThat(relata.on(author, Author.BOOKS).awaitCount()).isEqualTo(2)
    }

    @Test
    fun aBlockThatThrowsIsRolledBack() = runBlocking<Unit> {
        val failed = runCatching {
            relata.inTransaction {
                author("nobody")
                error("no")
            }
        }
        assertThat(failed.exceptionOrNull()).hasMessage("no")
        assertThat(relata.from(Author::class.java).awaitCount()).isZero()
        val stored = relata.inTransaction { author("somebody") }
        assertThat(relata.awaitFind<Author>(stored?.id!!)).isEqualTo(stored)
    }

    @Test
    fun lookupsOfCoroutinesThatStartTogetherTravelTogether() = runBlocking<Unit> {
        author("Ursula", "one", "two")
        author("Iain", "three")
        val books = relata.from(Book::class.java).awaitAll()
        requests.clear()
        val names = relata.inBatch {
            books.map { book -> async { relata.on(book, Book.AUTHOR).await()?.name } }.awaitAll()
        }
        assertThat(names).containsExactly("Ursula", "Ursula", "Iain")
        assertThat(requests).hasSize(1)
    }
}
