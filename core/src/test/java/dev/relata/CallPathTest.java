package dev.relata;

import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import dev.relata.spi.Transaction;
import java.io.IOException;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/**
 * The ways that calls go from the front door to the store's session: few files, and no package twice. A way is the files that are
 * on the stack while the operators of a call are put together, and when the session gets the request, in the order in which they
 * are met. {@code docs/architecture.md} prints the same ways; they are written anew by {@code mvn test -pl core
 * -Dtest=CallPathTest -Dapi.write=true}.
 */
class CallPathTest {

    private static final Path PAGE = Path.of("../docs/architecture.md");
    private static final int MOST_FILES = 10;
    private static final String HOOK = "ways of calls";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    record Author(@Id long id, String name) {
        static final OneToMany<Author, Book> BOOKS = oneToMany(Author.class, Book::authorId);
    }

    record Book(@Id long id, long authorId, String title) {
        static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class);
    }

    private static final Author AUTHOR = new Author(1, "Ada");
    private static final Book BOOK = new Book(7, 1, "Notes");

    private final Set<String> met = new LinkedHashSet<>();
    private final List<List<String>> stacks = new ArrayList<>();
    private final Relata relata = Relata.builder()
            .store(model -> recorded(new RecordingStore(CallPathTest::answer)))
            .model(Author.class, Book.class)
            .build();

    /** Each way that the page prints, by the call as users write it. */
    private Map<String, Supplier<Publisher<?>>> calls() {
        Map<String, Supplier<Publisher<?>>> calls = new LinkedHashMap<>();
        calls.put("on(a, BOOKS).all()", () -> relata.on(AUTHOR, Author.BOOKS).all());
        calls.put(
                "on(a, BOOKS).iterate()", () -> relata.on(AUTHOR, Author.BOOKS).iterate());
        calls.put(
                "on(a, BOOKS).createMany(list)",
                () -> relata.on(AUTHOR, Author.BOOKS)
                        .createMany(List.of(new Book(8, 1, "one"), new Book(9, 1, "two"))));
        calls.put(
                "on(b, AUTHOR).get() in a scope",
                () -> relata.batched(relata.on(BOOK, Book.AUTHOR).get()));
        return calls;
    }

    private static List<@Nullable Object[]> answer(Select select) {
        @Nullable Object[] row = {1L, "Ada"};
        boolean batch = select.batch() != null;
        return select.query().type().javaType() == Author.class
                ? List.<@Nullable Object[]>of(batch ? new @Nullable Object[] {0, 1L, "Ada"} : row)
                : List.of();
    }

    @Test
    void everyWayIsShortAndEntersNoRoomTwice() {
        ways().forEach((call, way) -> {
            assertThat(way).as(call).hasSizeBetween(3, MOST_FILES);
            assertThat(packages(way)).as(call + " by " + way).doesNotHaveDuplicates();
        });
    }

    @Test
    void noStackAtTheStoreEntersARoomTwice() {
        ways();
        assertThat(stacks)
                .isNotEmpty()
                .allSatisfy(stack -> assertThat(packages(stack)).doesNotHaveDuplicates());
    }

    private static List<String> packages(List<String> way) {
        return withoutRepetition(way.stream().map(CallPathTest::packageOf));
    }

    @Test
    void thePageShowsTheWays() throws IOException {
        String page = Files.readString(PAGE);
        String lines = ways().entrySet().stream()
                .map(way -> "- `" + way.getKey() + "`: "
                        + way.getValue().stream().map(file -> "`" + file + "`").collect(Collectors.joining(" → ")))
                .collect(Collectors.joining("\n"));
        if (Boolean.getBoolean("api.write")) {
            page = page.replaceFirst("(?m)(^- `on\\(.*\\n)+", Matcher.quoteReplacement(lines + "\n"));
            Files.writeString(PAGE, page);
        }
        assertThat(page).contains(lines);
    }

    private Map<String, List<String>> ways() {
        Map<String, List<String>> ways = new LinkedHashMap<>();
        calls().forEach((call, publisher) -> {
            int before = stacks.size();
            met.clear();
            Hooks.onEachOperator(HOOK, operator -> {
                if (stacks.size() == before) {
                    met.addAll(stack());
                }
                return operator;
            });
            try {
                var unused = Flux.from(publisher.get()).blockLast(PATIENCE);
            } finally {
                Hooks.resetOnEachOperator(HOOK);
            }
            assertThat(stacks).as("requests of " + call).hasSize(before + 1);
            met.addAll(stacks.get(before));
            ways.put(call, List.copyOf(met));
        });
        return ways;
    }

    /** A store that notes the stack whenever its session gets a request. */
    private Store.Open recorded(RecordingStore store) {
        return (Store.Open) Proxy.newProxyInstance(
                CallPathTest.class.getClassLoader(),
                new Class<?>[] {Store.Open.class, Transaction.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("direct")) {
                        return proxy;
                    }
                    if (method.getName().equals("begin")) {
                        return Mono.just(proxy);
                    }
                    if (method.getDeclaringClass() == Session.class) {
                        stacks.add(stack());
                    }
                    return invoke(method, store, arguments);
                });
    }

    private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }

    /** The files of core on the stack, from the subscription to the store, such as {@code internal.session.Sessions}. */
    private static List<String> stack() {
        List<String> files = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.filter(CallPathTest::ofCore)
                        .map(CallPathTest::file)
                        .toList());
        List<String> outermostFirst = new ArrayList<>(files);
        Collections.reverse(outermostFirst);
        return withoutRepetition(outermostFirst.stream());
    }

    private static boolean ofCore(StackFrame frame) {
        Class<?> type = frame.getDeclaringClass();
        while (type.getNestHost() != type) {
            type = type.getNestHost();
        }
        return type.getName().startsWith("dev.relata.") && type != CallPathTest.class && type != RecordingStore.class;
    }

    private static String file(StackFrame frame) {
        String packageName = frame.getDeclaringClass().getPackageName();
        String name = String.valueOf(frame.getFileName()).replace(".java", "");
        return packageName.equals("dev.relata") ? name : packageName.substring("dev.relata.".length()) + "." + name;
    }

    private static String packageOf(String file) {
        return file.contains(".") ? file.substring(0, file.lastIndexOf('.')) : "";
    }

    private static List<String> withoutRepetition(Stream<String> names) {
        List<String> once = new ArrayList<>();
        names.filter(name -> once.isEmpty() || !once.get(once.size() - 1).equals(name))
                .forEach(once::add);
        return once;
    }
}
