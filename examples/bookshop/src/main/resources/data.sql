-- 200 authors with five books each, where the shop is empty. One statement, so that it is all or nothing.
WITH new_authors AS (
    INSERT INTO authors (name)
    SELECT 'Author ' || number FROM generate_series(1, 200) AS number
    WHERE NOT EXISTS (SELECT FROM authors)
    ORDER BY number
    RETURNING id, name
), new_books AS (
    INSERT INTO books (author_id, title, published, price, stock, version)
    SELECT author.id, 'Volume ' || number || ' of ' || author.name, 1990 + number, 9.90, 10, 0
    FROM new_authors AS author, generate_series(1, 5) AS number
    ORDER BY author.id, number
    RETURNING id
), new_tags AS (
    INSERT INTO tags (name)
    SELECT name FROM unnest(ARRAY ['fantasy', 'history', 'poetry', 'science']) AS name
    WHERE EXISTS (SELECT FROM new_authors)
    RETURNING id
)
INSERT INTO books_tags (book_id, tag_id)
SELECT book.id, tag.id FROM new_books AS book, new_tags AS tag
WHERE book.id % 4 = tag.id % 4 OR book.id % 7 = 0;
