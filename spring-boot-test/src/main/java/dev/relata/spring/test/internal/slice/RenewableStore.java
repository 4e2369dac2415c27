package dev.relata.spring.test.internal.slice;

import dev.relata.metamodel.Model;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A store that can begin anew, empty, under the {@code Relata} that has opened it. Thread-safe. */
final class RenewableStore implements Store {

    private final Store store;
    private final List<Opened> opened = new CopyOnWriteArrayList<>();

    RenewableStore(Store store) {
        this.store = store;
    }

    @Override
    public Open open(Model model) {
        Opened fresh = new Opened(() -> store.open(model));
        opened.add(fresh);
        return fresh.open();
    }

    /** Drops all rows. */
    void renew() {
        opened.forEach(Opened::renew);
    }

    /** One opening: the calls go to what was opened last. */
    private static final class Opened {

        private final Supplier<Open> opening;
        private volatile Open current;

        private Opened(Supplier<Open> opening) {
            this.opening = opening;
            this.current = opening.get();
        }

        private void renew() {
            current = opening.get();
        }

        // Proxies, so that whatever the interfaces gain goes the same way.
        private Open open() {
            Session direct = proxy(Session.class, () -> current.direct());
            return proxy(Open.class, () -> current, direct);
        }

        private static <T> T proxy(Class<T> type, Supplier<T> target) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (self, method, values) -> call(method, target.get(), values)));
        }

        private static <T> T proxy(Class<T> type, Supplier<T> target, Session direct) {
            return type.cast(Proxy.newProxyInstance(
                    type.getClassLoader(),
                    new Class<?>[] {type},
                    (self, method, values) ->
                            method.getName().equals("direct") ? direct : call(method, target.get(), values)));
        }

        private static @Nullable Object call(Method method, Object target, Object @Nullable [] values)
                throws Throwable {
            try {
                return method.invoke(target, values);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
