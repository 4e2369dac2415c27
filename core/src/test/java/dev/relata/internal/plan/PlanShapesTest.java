package dev.relata.internal.plan;

import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FetchBranch;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.metamodel.Model;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Conditions;
import dev.relata.model.Filter;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.query.Fetch.What;
import dev.relata.query.FetchStrategy;
import dev.relata.spi.Query;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A second plan of the same shape is not built. */
class PlanShapesTest {

    record Author(@Id long id, String name) {
        static final OneToMany<Author, Book> BOOKS = oneToMany(Author.class, Book::authorId);
        static final OneToMany<Author, Book> LONG = BOOKS.where(Book::pages, Conditions.gt(500));
    }

    record Book(@Id long id, long authorId, int pages) {
        static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class);
    }

    record AuthorView(long id, List<Book> books) {}

    private final FilterResolver resolver = new FilterResolver(Model.of(Author.class, Book.class), Set.of());
    private final PlanShapes shapes = new PlanShapes(resolver);

    @Test
    void plansOfOneShapeShareIt() {
        PlanShape shape = shapes.of(authors(books(null)));
        assertThat(shapes.of(authors(books(null)))).isSameAs(shape);
        assertThat(shapes.of(authors(books(null), 3))).isNotSameAs(shape);
        assertThat(shapes.of(authors(books("other")))).isNotSameAs(shape);
        assertThat(shapes.of(authors(null))).isNotSameAs(shape);
        assertThat(shape.layout().columns()).isSameAs(shape.layout().columns());
        assertThat(shapes.size()).isEqualTo(4);
    }

    @Test
    void theRowsOfADeclaredRelationshipAreOneObject() {
        RelationshipType<Author, Book> few = resolver.relationship(Author.LONG);
        assertThat(resolver.related(few)).isSameAs(resolver.related(few));
        assertThat(shapes.of(authors(resolver.branch(few)))).isSameAs(shapes.of(authors(resolver.branch(few))));
    }

    @Test
    void aPlanWithConditionsOfItsOwnIsNotKept() {
        FetchBranch<Author, Book> all = books(null);
        Filter<Book> pages = Conditions.is(Book::pages, Conditions.gt(100));
        CompiledSelection some = all.related().then(rows -> rows.where(resolver.predicate(rows.type(), pages)));
        FetchBranch<Author, Book> branch =
                new FetchBranch<>(all.relationship(), What.ROWS, null, some, FetchStrategy.AUTO, null);
        assertThat(shapes.of(authors(branch))).isNotSameAs(shapes.of(authors(branch)));
        assertThat(shapes.size()).isZero();
    }

    @Test
    void aRelationshipThatIsMadeOnTheSpotIsNotKept() {
        RelationshipType<Author, Book> made = resolver.relationship(Author.BOOKS.where(Book::pages, Conditions.gt(7)));
        assertThat(resolver.related(made)).isNotSameAs(resolver.related(made));
        shapes.of(authors(resolver.branch(made)));
        assertThat(shapes.size()).isZero();
    }

    @Test
    void viewsOfOneRecordShareAShape() {
        assertThat(shapes.of(authors(null), AuthorView.class)).isSameAs(shapes.of(authors(null), AuthorView.class));
        assertThat(shapes.size()).isOne();
    }

    @Test
    void noMoreShapesAreKeptThanTheBound() {
        for (int i = 0; i < PlanShapes.MOST + 10; i++) {
            shapes.of(authors(books("alias " + i)));
        }
        assertThat(shapes.size()).isEqualTo(10);
    }

    private FetchBranch<Author, Book> books(@Nullable String alias) {
        RelationshipType<Author, Book> books = resolver.relationship(Author.BOOKS);
        return new FetchBranch<>(books, What.ROWS, alias, resolver.related(books), FetchStrategy.AUTO, null);
    }

    private CompiledSelection authors(@Nullable FetchBranch<?, ?> branch) {
        CompiledSelection authors =
                new CompiledSelection("Author", Query.of(resolver.model().entity(Author.class)));
        return branch == null ? authors : authors.with(branch);
    }

    private CompiledSelection authors(FetchBranch<?, ?> branch, long most) {
        return authors(branch).limited(most);
    }
}
