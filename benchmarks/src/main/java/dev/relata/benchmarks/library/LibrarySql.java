package dev.relata.benchmarks.library;

/** The statements over the library as one writes them by hand; each ends before its condition's value. */
public final class LibrarySql {

    /** All authors. */
    public static final String AUTHORS = "SELECT id, name, email FROM " + LibraryTables.AUTHORS;

    /** Books. */
    public static final String BOOKS = "SELECT id, author_id, title, pages, published_at FROM " + LibraryTables.BOOKS;

    /** The books of keys. */
    public static final String BOOKS_BY_ID = BOOKS + " WHERE id = ANY(";

    /** The book of a key. */
    public static final String BOOK_BY_ID = BOOKS + " WHERE id = ";

    /** The books of the keys of authors. */
    public static final String BOOKS_OF_AUTHORS = BOOKS + " WHERE author_id = ANY(";

    /** The tags of the keys of books. */
    public static final String TAGS_OF_BOOKS = "SELECT l.book_id, t.id, t.name FROM " + LibraryTables.LINKS + " l JOIN "
            + LibraryTables.TAGS + " t ON t.id = l.tag_id WHERE l.book_id = ANY(";

    private LibrarySql() {}
}
