package dev.relata.internal.observe;

import dev.relata.observe.ObservedRequest;
import dev.relata.observe.ObservedRequest.Operation;
import dev.relata.observe.Outcome;
import dev.relata.observe.RequestObserver;
import dev.relata.observe.RunningRequest;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementListener;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/** Watches one subscription to a request; its listeners see it start before anything is sent. */
final class RequestWatch<R> extends Watch<R> implements RunningRequest, StatementListener {

    private final RequestNotifier request;
    private final boolean counted;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong requested = new AtomicLong();
    private final @Nullable LookupMark lookups;
    private final Observers<RequestObserver> observers;
    private final Context context;

    /**
     * Starts.
     *
     * @param counted whether the answer is the number of rows, in one element, and not the rows
     */
    RequestWatch(RequestNotifier request, CoreSubscriber<? super R> actual, boolean counted) {
        super(request.listeners(), actual, counted);
        Context outer = actual.currentContext();
        this.request = request;
        this.counted = counted;
        this.lookups = request.keys().isEmpty() ? null : LookupMark.of(outer);
        this.observers = request.listeners().request(this, outer);
        this.context = observers.isEmpty()
                ? outer
                : observers.in(outer, RequestObserver::context).put(StatementListener.KEY, this);
    }

    @Override
    public Context currentContext() {
        return context;
    }

    @Override
    public void request(long n) {
        requested.accumulateAndGet(Math.max(n, 0), Operators::addCap);
        super.request(n);
    }

    // One thread at a time, and others may read it: no more order than that is needed.
    @Override
    void seen(R element) {
        rows.setOpaque(counted && element instanceof Long count ? count : rows.getPlain() + 1);
    }

    @Override
    void ended(Outcome outcome, @Nullable Throwable error) {
        ObservedRequest end =
                new ObservedRequest(relationship(), operation(), keys(), rows(), duration(), error, outcome);
        observers.tell(observer -> observer.onEnd(end));
        request.listeners().tell(listener -> listener.onRequest(end));
    }

    @Override
    public void onStatement(ExecutedStatement statement) {
        observers.tell(observer -> observer.onStatement(statement));
    }

    @Override
    public String relationship() {
        return request.relationship();
    }

    @Override
    public Operation operation() {
        return request.operation();
    }

    @Override
    public List<List<Object>> keys() {
        return request.keys();
    }

    @Override
    public boolean isLimited() {
        return request.limited();
    }

    @Override
    public boolean inBatchScope() {
        return lookups != null;
    }

    @Override
    public long lookups() {
        return lookups == null ? keys().size() : lookups.waiting();
    }

    @Override
    public long lookupsFromMemory() {
        return lookups == null ? 0 : lookups.fromMemory();
    }

    @Override
    public long rows() {
        return rows.getOpaque();
    }

    @Override
    public long demand() {
        long all = requested.get();
        return all == Long.MAX_VALUE ? all : Math.max(all - rows(), 0);
    }
}
