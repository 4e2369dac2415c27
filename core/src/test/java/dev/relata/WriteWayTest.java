package dev.relata;

import static dev.relata.model.Relationships.oneToMany;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import dev.relata.spi.Store;
import dev.relata.spi.Transaction;
import java.io.IOException;
import java.lang.StackWalker.StackFrame;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;

/**
 * The way of {@code createMany(list)} from the front door to the store, as the architecture page prints it: the files that are on
 * the stack while its operators are put together, and when the session of the store gets the request.
 */
class WriteWayTest {

    private static final String ROOT = "dev.relata.";

    record Author(@Id Long id) {
        static final OneToMany<Author, Book> BOOKS = oneToMany(Author.class, Book::authorId);
    }

    record Book(@Id Long id, @Nullable Long authorId) {}

    private final Thread caller = Thread.currentThread();
    private final Set<String> files = new LinkedHashSet<>();
    private boolean arrived;

    @AfterEach
    void watchNoMore() {
        Hooks.resetOnEachOperator(ROOT);
    }

    @Test
    void createManyEntersNoPackageTwiceAndIsOnThePage() throws IOException {
        RecordingStore store = new RecordingStore(select -> List.of());
        Relata relata = Relata.builder()
                .store(model -> watched(Store.Open.class, store.open(model)))
                .model(Author.class, Book.class)
                .build();
        Hooks.onEachOperator(ROOT, operator -> {
            note();
            return operator;
        });

        List<Book> created = relata.on(new Author(1L), Author.BOOKS)
                .createMany(List.of(new Book(2L, null), new Book(3L, null)))
                .collectList()
                .block();

        assertThat(created).hasSize(2);
        assertThat(store.requests()).hasSize(1);
        assertThat(packages()).doesNotHaveDuplicates();
        assertThat(Files.readString(Path.of("../docs/architecture.md")).replaceAll("\\s+", " "))
                .contains(files.stream().map(file -> "`" + file + "`").collect(Collectors.joining(" → ")));
    }

    /** The packages in the order in which they are entered. */
    private List<String> packages() {
        List<String> packages = new ArrayList<>();
        for (String file : files) {
            String name = file.substring(0, Math.max(0, file.lastIndexOf('.')));
            if (packages.isEmpty() || !packages.get(packages.size() - 1).equals(name)) {
                packages.add(name);
            }
        }
        return packages;
    }

    private <I> I watched(Class<I> type, I target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> answer(target, method, given)));
    }

    private Object answer(Object target, Method method, @Nullable Object[] given) throws Throwable {
        if (method.getName().equals("insert")) {
            note();
            arrived = true;
        }
        try {
            Object answer = method.invoke(target, given);
            return switch (method.getName()) {
                case "direct" -> watched(Transaction.class, (Transaction) answer);
                case "begin" -> ((Mono<?>) answer).map(begun -> watched(Transaction.class, (Transaction) begun));
                default -> answer;
            };
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Notes the files on the stack that were not met before, the caller's first. */
    private void note() {
        if (arrived || Thread.currentThread() != caller) {
            return;
        }
        List<String> stack = StackWalker.getInstance()
                .walk(frames -> frames.map(StackFrame::getClassName)
                        .filter(name -> name.startsWith(ROOT) && !isTest(name))
                        .map(name -> name.substring(ROOT.length()).replaceFirst("\\$.*", ""))
                        .collect(Collectors.toCollection(ArrayList::new)));
        Collections.reverse(stack);
        files.addAll(stack);
    }

    private static boolean isTest(String name) {
        return name.startsWith(WriteWayTest.class.getName()) || name.startsWith(RecordingStore.class.getName());
    }
}
