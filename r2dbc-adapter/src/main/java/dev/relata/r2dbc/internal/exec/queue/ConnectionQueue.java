package dev.relata.r2dbc.internal.exec.queue;

import dev.relata.error.Reason;
import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.error.ValueText;
import dev.relata.r2dbc.internal.dialect.TransactionForms;
import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.connection.ConnectionSource;
import dev.relata.r2dbc.internal.exec.connection.Errors;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope.State;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * The queue of one connection: tasks run one after another in the order of their arrival. While an inner transaction is
 * open only its tasks run, and those that {@linkplain ConnectionTask#passesInner() may pass}. The connection is taken with the first
 * task.
 *
 * <p>One task at a time costs nothing: the driver sends no statement with parameters before the last one was answered.
 */
public final class ConnectionQueue {

    private final ConnectionSource connections;
    private final TransactionScope root = TransactionScope.root();
    private final ArrayDeque<ConnectionTask> passing = new ArrayDeque<>();
    private final AtomicInteger drains = new AtomicInteger();
    private final InnerWatch watch;
    private final Completion ending = new Completion();
    private final Completion draining = new Completion();
    private TransactionScope innermost = root;
    private boolean running;
    private long tasks;
    private long idleSince = System.nanoTime();
    private @Nullable String begin;
    private volatile @Nullable ConnectionClient client;
    private volatile @Nullable RelataException broken;

    public ConnectionQueue(ConnectionSource connections, @Nullable String begin, Duration outerWait) {
        this.connections = connections;
        this.begin = begin;
        this.watch = new InnerWatch(outerWait);
    }

    /** Returns how the database begins transactions, and its driver works. */
    public TransactionForms forms() {
        return connections.serverCheck().forms();
    }

    /** Returns the translator of the errors of the database. */
    public Errors errors() {
        return connections.serverCheck().errors();
    }

    /** Returns where the connection comes from. */
    public ConnectionSource connections() {
        return connections;
    }

    public TransactionScope root() {
        return root;
    }

    /** Queues a task; it runs, now or later, or is refused. */
    public void submit(ConnectionTask task) {
        RelataException refusal = admit(task);
        if (refusal == null) {
            drain();
        } else {
            task.refuse(refusal);
        }
    }

    private synchronized @Nullable RelataException admit(ConnectionTask task) {
        if (task.scope().is(State.CLOSED)) {
            return task.scope().refusal(task.label());
        }
        task.arrived(tasks++);
        queueOf(task).add(task);
        if (task.scope() != innermost && task.scope().is(State.OPEN) && !task.passesInner()) {
            watch.start(this);
        }
        return null;
    }

    private ArrayDeque<ConnectionTask> queueOf(ConnectionTask task) {
        return task.passesInner() ? passing : task.scope().waiting();
    }

    /** Takes back a task; returns whether it was still waiting, and so never runs. */
    public synchronized boolean withdraw(ConnectionTask task) {
        return queueOf(task).remove(task);
    }

    // A loop instead of recursion: tasks that end at once, by the thousand, must not deepen the stack.
    void drain() {
        if (drains.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            ConnectionTask next = next();
            if (next != null) {
                Mono.defer(() -> next.run(this)).contextWrite(next.context()).subscribe(new TaskSubscriber());
            }
            missed = drains.addAndGet(-missed);
        } while (missed != 0);
    }

    private synchronized @Nullable ConnectionTask next() {
        if (running) {
            return null;
        }
        ArrayDeque<ConnectionTask> queue = olderFirst(passing, innermost.waiting());
        ConnectionTask task = queue.poll();
        running = task != null;
        return task;
    }

    private static ArrayDeque<ConnectionTask> olderFirst(
            ArrayDeque<ConnectionTask> one, ArrayDeque<ConnectionTask> other) {
        ConnectionTask first = one.peek();
        ConnectionTask second = other.peek();
        boolean takeOne = first != null && (second == null || first.number() < second.number());
        return takeOne ? one : other;
    }

    /** Returns the connection, which is taken once; an error breaks the queue. */
    Mono<ConnectionClient> open(String label) {
        ConnectionClient open = client;
        if (open != null) {
            return Mono.just(open);
        }
        return connections.open(label).doOnNext(this::taken).doOnError(RelataException.class, this::breakDown);
    }

    private void taken(ConnectionClient connection) {
        connection.waiting(this::waiting);
        client = connection;
    }

    /** Returns the number of tasks that wait for the connection, in every open transaction on it. */
    private synchronized int waiting() {
        int tasks = passing.size();
        for (TransactionScope scope = innermost; scope != null; scope = scope.outer()) {
            tasks += scope.waiting().size();
        }
        return tasks;
    }

    /** Returns the connection, null if it was never taken. */
    @Nullable
    public ConnectionClient client() {
        return client;
    }

    /** Returns the statement that must come first, such as BEGIN; once. */
    public synchronized List<String> takeBegin() {
        String first = begin;
        begin = null;
        return first == null ? List.of() : List.of(first);
    }

    /** The connection can no longer be trusted: nothing more runs on it, and it is closed in the end. */
    public void breakDown(RelataException why) {
        if (broken == null) {
            broken = why;
        }
    }

    @Nullable
    public RelataException broken() {
        return broken;
    }

    /** Happens when the end of the outermost transaction waits for what was sent, if it is somebody else's. */
    public Completion draining() {
        return draining;
    }

    /** Happens when the outermost transaction is about to end, if it is somebody else's: nothing of theirs runs any more. */
    public Completion ending() {
        return ending;
    }

    /** Claims the opening of an inner transaction; returns whether this is the first call. */
    public synchronized boolean claimOpening(TransactionScope inner) {
        return inner.move(State.NEW, State.OPENING);
    }

    /** Closes a transaction in which nothing was ever sent; returns whether it did. */
    public synchronized boolean closeUnused(TransactionScope scope) {
        return scope.move(State.NEW, State.CLOSED);
    }

    /** Whether nothing of an inner transaction has reached, or ever will reach, the server. */
    public synchronized boolean neverOpened(TransactionScope scope, @Nullable ConnectionTask opening) {
        return scope.is(State.NEW) || scope.is(State.OPENING) && opening != null && withdraw(opening);
    }

    public synchronized boolean closed(TransactionScope scope) {
        return scope.is(State.CLOSED);
    }

    /** An inner transaction could not be opened. */
    public void fail(TransactionScope inner, RelataException why) {
        inner.markFailed(why);
        shut(inner);
    }

    /** The inner transaction begins: from now on only its tasks run. */
    public synchronized void enter(TransactionScope inner) {
        inner.move(State.OPENING, State.OPEN);
        innermost = inner;
    }

    /** Accepts no more tasks for a transaction and those inside it, and refuses those that still wait there. */
    public void shut(TransactionScope scope) {
        shutAndCollect(scope).forEach(task -> task.refuse(task.scope().refusal(task.label())));
    }

    private synchronized List<ConnectionTask> shutAndCollect(TransactionScope scope) {
        List<ConnectionTask> left = new ArrayList<>(scope.close());
        for (TransactionScope inner = innermost; inner != null && inner.within(scope); inner = inner.outer()) {
            left.addAll(inner.close());
        }
        passing.removeIf(task -> !task.mustRun() && task.scope().is(State.CLOSED) && left.add(task));
        return left;
    }

    /** Sends text without which the state of the transaction is unknown: after an error nothing more runs in it. */
    public Mono<Void> settle(ConnectionClient client, String label, String text) {
        return client.settle(label, text, draining)
                .retryWhen(errors().strayCancel())
                .onErrorResume(error -> {
                    breakDown(errors().statement(label, error));
                    return Mono.empty();
                });
    }

    /** Whether the given transaction has begun on the server and not ended. */
    public synchronized boolean inside(TransactionScope scope) {
        return innermost.within(scope);
    }

    /** The last task of a transaction that is shut has ended: the outer one goes on. */
    public synchronized void leave(TransactionScope scope) {
        TransactionScope outer = scope.outer();
        if (innermost.within(scope) && outer != null) {
            innermost = outer;
        }
    }

    /** Queues the task that undoes a transaction, which is shut: it runs before all that waits outside. */
    public void submitLast(ConnectionTask task) {
        synchronized (this) {
            task.arrived(tasks++);
            passing.add(task);
        }
        drain();
    }

    /**
     * Takes out the tasks that have waited for an open inner transaction since before the given time, if nothing has run since.
     *
     * @param before by {@link System#nanoTime()}
     * @return the tasks that were taken out
     */
    synchronized List<ConnectionTask> takeStalled(long before) {
        List<ConnectionTask> stalled = new ArrayList<>();
        boolean idle = !running && innermost.waiting().isEmpty() && passing.isEmpty() && idleSince - before <= 0;
        for (TransactionScope outer = innermost.outer(); idle && outer != null; outer = outer.outer()) {
            outer.waiting().removeIf(task -> task.since() - before <= 0 && stalled.add(task));
        }
        return stalled;
    }

    /** Whether anything waits for an open inner transaction. */
    synchronized boolean anyOuterWaits() {
        boolean waits = false;
        for (TransactionScope outer = innermost.outer(); outer != null; outer = outer.outer()) {
            waits |= !outer.waiting().isEmpty();
        }
        return waits;
    }

    private synchronized void ended() {
        running = false;
        idleSince = System.nanoTime();
    }

    /** The subscription to one task; the only subscription of this package. */
    private final class TaskSubscriber extends BaseSubscriber<Void> {

        @Override
        protected void hookOnError(Throwable error) {
            breakDown(
                    new StoreException("a task failed: " + ValueText.ofError(error), Reason.OTHER, null, false, error));
        }

        @Override
        protected void hookFinally(SignalType type) {
            ended();
            drain();
        }
    }
}
