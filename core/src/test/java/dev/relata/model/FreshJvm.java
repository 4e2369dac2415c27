package dev.relata.model;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.metamodel.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import org.jspecify.annotations.Nullable;

/** What {@link InitialisationTest} runs in a JVM of its own: loads records whose constants name each other. */
final class FreshJvm {

    record Author(@Id @Nullable Long id, String name) {
        static final OneToMany<Author, Book> BOOKS =
                oneToMany(Author.class, Book::authorId).orderBy(Sort.asc(() -> Book.AUTHOR, Author::name));
        static final ManyToMany<Author, Prize> PRIZES = manyToMany(Author.class, Prize.class);
    }

    record Book(
            @Id @Nullable Long id, Long authorId, @Nullable Long sequelId) {
        static final ManyToOne<Book, Author> AUTHOR =
                manyToOne(Book::authorId, Author.class).inverseOf("BOOKS");
        static final ManyToOne<Book, Book> SEQUEL =
                manyToOne(Book::sequelId, Book.class).optional();
    }

    record Prize(@Id @Nullable Long id, String name) {
        static final ManyToMany<Prize, Author> WINNERS =
                manyToMany(Prize.class, Author.class).inverseOf("PRIZES");
    }

    private FreshJvm() {}

    /** Builds the model on as many threads at once as orders are given: {@code Author,Book,Prize Prize,Author,Book}. */
    public static void main(String... orders) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(orders.length);
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        for (String order : orders) {
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                    build(order);
                } catch (Throwable e) {
                    synchronized (failures) {
                        failures.add(e);
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        failures.forEach(Throwable::printStackTrace);
        System.exit(failures.isEmpty() ? 0 : 1);
    }

    private static void build(String order) throws ClassNotFoundException {
        List<Class<?>> types = new ArrayList<>();
        for (String name : order.split(",", -1)) {
            types.add(Class.forName(FreshJvm.class.getName() + "$" + name));
        }
        int found = Model.of(types).relationships().size();
        if (found != 5) {
            throw new AssertionError(found + " relationships instead of 5");
        }
    }
}
