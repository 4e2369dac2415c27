package dev.relata.internal.session;

import dev.relata.spi.Capability;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A store of sessions and transactions that are known by their names, and that notes what is asked of them. For one thread. */
class NamedStore implements Store.Open {

    /** What was asked, each with the name of the session or transaction. */
    final List<String> events = new ArrayList<>();

    private final String direct;
    private final Function<TransactionOptions, String> begun;

    /**
     * Creates a store.
     *
     * @param direct the name of the session outside transactions
     * @param begun names each transaction that begins
     */
    NamedStore(String direct, Function<TransactionOptions, String> begun) {
        this.direct = direct;
        this.begun = begun;
    }

    @Override
    public Set<Capability> capabilities() {
        return Set.of(Capability.TRANSACTIONS);
    }

    @Override
    public Session direct() {
        return named(direct);
    }

    @Override
    public Mono<Transaction> begin(TransactionOptions options) {
        return Mono.fromSupplier(() -> named(begun.apply(options)));
    }

    /** Returns a session or transaction of a name. */
    Transaction named(String name) {
        return (Transaction) Proxy.newProxyInstance(
                Transaction.class.getClassLoader(),
                new Class<?>[] {Transaction.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "toString" -> name;
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    case "nested" -> Mono.fromSupplier(() -> named(name + " nested"));
                    default -> Mono.fromRunnable(() -> events.add(method.getName() + " " + name));
                });
    }
}
