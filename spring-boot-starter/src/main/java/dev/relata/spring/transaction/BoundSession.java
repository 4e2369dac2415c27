package dev.relata.spring.transaction;

import com.mongodb.ClientSessionOptions;
import com.mongodb.reactivestreams.client.ClientSession;
import com.mongodb.reactivestreams.client.MongoDatabase;
import org.bson.codecs.configuration.CodecRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.core.InfrastructureProxy;
import org.springframework.dao.support.PersistenceExceptionTranslator;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import org.springframework.data.mongodb.ReactiveMongoDatabaseUtils;
import org.springframework.transaction.reactive.TransactionContext;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Learns which session Spring has bound. What holds it is not public, but Spring hands the session to the factory that asks for a
 * database in it; this factory stands for the application's, as the key of what is bound too, and notes the session. Used once.
 */
final class BoundSession implements ReactiveMongoDatabaseFactory, InfrastructureProxy {

    private final ReactiveMongoDatabaseFactory databases;
    private @Nullable ClientSession session;

    private BoundSession(ReactiveMongoDatabaseFactory databases) {
        this.databases = databases;
    }

    /** Returns the session of a transaction, or null where none is bound: nothing is begun. */
    static @Nullable ClientSession find(
            ReactiveMongoDatabaseFactory databases, TransactionContext transaction, ContextView context) {
        if (new TransactionSynchronizationManager(transaction).getResource(databases) == null) {
            return null;
        }
        BoundSession asked = new BoundSession(databases);
        // Everything is there already, so that this ends before it returns.
        Disposable ended = ReactiveMongoDatabaseUtils.getDatabase(asked)
                .contextWrite(context)
                .onErrorComplete()
                .subscribe();
        ended.dispose();
        return asked.session;
    }

    @Override
    public Object getWrappedObject() {
        return databases;
    }

    @Override
    public ReactiveMongoDatabaseFactory withSession(ClientSession bound) {
        session = bound;
        return this;
    }

    @Override
    public Mono<MongoDatabase> getMongoDatabase() {
        return Mono.empty();
    }

    @Override
    public Mono<MongoDatabase> getMongoDatabase(String name) {
        return Mono.empty();
    }

    @Override
    public Mono<ClientSession> getSession(ClientSessionOptions options) {
        return Mono.empty();
    }

    @Override
    public PersistenceExceptionTranslator getExceptionTranslator() {
        return databases.getExceptionTranslator();
    }

    @Override
    public CodecRegistry getCodecRegistry() {
        return databases.getCodecRegistry();
    }
}
