package dev.relata.mongo;

import static dev.relata.model.LinkStorage.ID_ARRAY;
import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.Direction;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.Nulls;
import dev.relata.model.OneToMany;
import dev.relata.model.Operator;
import dev.relata.model.Relationship;
import dev.relata.model.Unique;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small model with every kind of key, and short names for the parts of requests. */
public final class Library {

    public record Author(
            @Id @Nullable Long id, String name, @Unique String email) {
        public static final OneToMany<Author, Book> BOOKS = oneToMany(Author.class, Book::authorId);
    }

    public enum Mood {
        CALM,
        WILD
    }

    public record Book(
            @Id @Nullable Long id,
            Long authorId,
            @Nullable Long editorId,
            String title,
            int pages,
            @Nullable BigDecimal price,
            @Nullable Mood mood,
            String @Nullable [] keywords) {
        public static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class);
        public static final ManyToOne<Book, Author> EDITOR =
                manyToOne(Book::editorId, Author.class).optional();
        public static final ManyToMany<Book, Tag> TAGS = manyToMany(Book.class, Tag.class);
    }

    public record Tag(@Id @Nullable Long id, String name) {}

    /** Its row holds the ids of its tags. */
    public record Article(@Id @Nullable Long id, String title) {
        public static final ManyToMany<Article, Tag> TAGS =
                manyToMany(Article.class, Tag.class).storedAs(ID_ARRAY);
    }

    /** A reader may have borrowed one book several times. */
    public record Reader(@Id @Nullable Long id, String name) {
        public static final ManyToManyThrough<Reader, Book, Loan> LOANS =
                manyToMany(Reader.class, Book.class).through(Loan::readerId, Loan::bookId);
    }

    public record Loan(@Id @Nullable Long id, Long readerId, Long bookId) {}

    public record Order(@Id long tenantId, @Id long id, String note) {
        public static final OneToMany<Order, Line> LINES = oneToMany(Order.class, key(Line::tenantId, Line::orderId));
    }

    public record Line(
            @Id long tenantId, @Id long orderId, @Id int number, String article) {
        public static final ManyToOne<Line, Order> ORDER = manyToOne(key(Line::tenantId, Line::orderId), Order.class);
    }

    public static final Model MODEL = Model.of(
            Author.class, Book.class, Tag.class, Reader.class, Loan.class, Order.class, Line.class, Article.class);

    private Library() {}

    public static EntityType<?> type(Class<?> record) {
        return MODEL.entity(record);
    }

    public static Attribute attribute(Class<?> record, String name) {
        return type(record).attribute(name);
    }

    public static List<Attribute> attributes(Class<?> record, String... names) {
        return List.of(names).stream().map(name -> attribute(record, name)).toList();
    }

    public static Association association(Relationship<?, ?> relationship) {
        return MODEL.relationship(relationship).association();
    }

    public static Query query(Class<?> record) {
        return Query.of(type(record));
    }

    public static Path path(Class<?> record, String name) {
        return Path.of(attribute(record, name));
    }

    public static Path path(Relationship<?, ?> through, Class<?> record, String name) {
        return new Path(List.of(association(through)), attribute(record, name));
    }

    public static Ordering asc(Path path) {
        return new Ordering(path, Direction.ASC, Nulls.LAST);
    }

    public static Ordering desc(Path path) {
        return new Ordering(path, Direction.DESC, Nulls.FIRST);
    }

    public static Predicate is(Path path, Operator operator, Object... operands) {
        return new Predicate.Comparison(path, operator, List.of(operands), false);
    }

    public static Predicate ignoringCase(Path path, Operator operator, Object... operands) {
        return new Predicate.Comparison(path, operator, List.of(operands), true);
    }

    public static Predicate not(Predicate part) {
        return new Predicate.Not(part);
    }

    public static Predicate all(Predicate... parts) {
        return new Predicate.All(List.of(parts));
    }

    public static Predicate any(Predicate... parts) {
        return new Predicate.Any(List.of(parts));
    }

    public static Predicate exists(Relationship<?, ?> relationship, Query query) {
        return new Predicate.Exists(association(relationship), query);
    }

    public static Predicate ownedBy(Relationship<?, ?> relationship, Object... key) {
        return new Predicate.OwnedBy(association(relationship), List.of(key));
    }
}
