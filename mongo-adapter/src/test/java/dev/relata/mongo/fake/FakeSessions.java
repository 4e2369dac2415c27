package dev.relata.mongo.fake;

import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sessions, their transactions, and their last write, which may be sent again. One command at a time; a write outside any
 * transaction waits for the transaction that has its row open, as it does in MongoDB. Thread-safe.
 */
final class FakeSessions {

    private static final long PATIENCE_MILLIS = 3_000;

    private static final Set<String> SESSION_FIELDS = Set.of(
            "lsid", "txnNumber", "startTransaction", "autocommit", "readConcern", "writeConcern", "$clusterTime");

    private record Written(long number, Document answer) {}

    private final Function<MongoMessage, Document> plain;
    private final ValidatingBackend committed;
    private final List<String> violations;
    private final Map<String, OpenTransaction> transactions = new HashMap<>();
    private final Map<String, Written> writes = new HashMap<>();
    private final Map<String, Long> catalogue = new HashMap<>();
    private final Conflicts conflicts;
    private long clock;

    FakeSessions(Function<MongoMessage, Document> plain, ValidatingBackend committed, List<String> violations) {
        this.plain = plain;
        this.committed = committed;
        this.violations = violations;
        this.conflicts = new Conflicts(committed, transactions.values());
    }

    synchronized int open() {
        return (int)
                transactions.values().stream().filter(OpenTransaction::open).count();
    }

    /** Ends what is open, as a server does with what nobody speaks of any more. */
    synchronized void forget() {
        transactions.values().stream()
                .filter(OpenTransaction::open)
                .forEach(there -> end(there, OpenTransaction.State.ABORTED));
        violations.clear();
    }

    /**
     * A command that was answered by an error and not carried out: it ends its transaction, but for a commit whose
     * transaction is not said to be undone.
     */
    synchronized void failed(SeenCommand command, boolean undone) {
        OpenTransaction there = transactions.get(String.valueOf(command.session()));
        if (command.inTransaction()
                && there != null
                && there.open()
                && (undone || !command.name().equals("commitTransaction"))) {
            end(there, OpenTransaction.State.ABORTED);
        }
    }

    synchronized Document handle(MongoMessage message, SeenCommand command) {
        clock++;
        return switch (command.name()) {
            case "commitTransaction" -> commit(command);
            case "abortTransaction" -> abort(command);
            case "endSessions" -> ErrorTranslation.ok();
            default -> command.inTransaction() ? inTransaction(message, command) : alone(message, command);
        };
    }

    private Document commit(SeenCommand command) {
        OpenTransaction there = current(command);
        if (there == null || there.state == OpenTransaction.State.ABORTED) {
            return ErrorTranslation.noTransaction(number(command));
        }
        if (there.open()) {
            there.commit();
            end(there, OpenTransaction.State.COMMITTED);
        }
        return ErrorTranslation.ok();
    }

    private Document abort(SeenCommand command) {
        OpenTransaction there = current(command);
        if (there == null || !there.open()) {
            return ErrorTranslation.noTransaction(number(command));
        }
        end(there, OpenTransaction.State.ABORTED);
        return ErrorTranslation.ok();
    }

    private void end(OpenTransaction transaction, OpenTransaction.State state) {
        transaction.state = state;
        notifyAll();
    }

    private @Nullable OpenTransaction current(SeenCommand command) {
        OpenTransaction there = transactions.get(String.valueOf(command.session()));
        return there != null && there.number == number(command) ? there : null;
    }

    private static long number(SeenCommand command) {
        Long number = command.number();
        return number == null ? -1 : number;
    }

    private Document inTransaction(MongoMessage message, SeenCommand command) {
        if (command.begins()) {
            begin(message, command);
        }
        OpenTransaction there = current(command);
        if (there == null || !there.open()) {
            return ErrorTranslation.noTransaction(number(command));
        }
        Document answer = inTransaction(message, command, there);
        if (answer.containsKey("writeErrors") || !Utils.isTrue(answer.get("ok"))) {
            end(there, OpenTransaction.State.ABORTED);
        }
        return answer;
    }

    private void begin(MongoMessage message, SeenCommand command) {
        String session = String.valueOf(command.session());
        OpenTransaction before = transactions.get(session);
        if (before != null && before.open()) {
            violations.add("a transaction began in a session whose one before was not ended");
            end(before, OpenTransaction.State.ABORTED);
        }
        transactions.put(session, new OpenTransaction(number(command), message.getDatabaseName(), committed, clock));
    }

    private Document inTransaction(MongoMessage message, SeenCommand command, OpenTransaction there) {
        String collection = command.collection();
        if (catalogue.getOrDefault(there.database + "." + collection, 0L) > there.began()) {
            return ErrorTranslation.catalogChanged(collection);
        }
        try {
            Document refused = command.name().equals("insert")
                    ? committed.refused(there.database + "." + collection, command.body())
                    : null;
            if (refused != null) {
                return refused;
            }
            Document answer = there.run(message.getChannel(), command.name(), stripped(command));
            String met = conflicts.of(there, collection);
            return met == null ? answer : ErrorTranslation.conflict(met);
        } catch (MongoServerException error) {
            return ErrorTranslation.of(error);
        }
    }

    private static Document stripped(SeenCommand command) {
        Document body = command.body().cloneDeeply();
        SESSION_FIELDS.forEach(body::remove);
        return body;
    }

    private Document alone(MongoMessage message, SeenCommand command) {
        String session = String.valueOf(command.session());
        Written before = writes.get(session);
        if (command.number() != null && before != null && before.number() == number(command)) {
            return before.answer();
        }
        Document refused = waited(message, command);
        if (refused != null) {
            return refused;
        }
        SESSION_FIELDS.forEach(message.getDocument()::remove);
        Document answer = plain.apply(message);
        if (command.number() != null) {
            writes.put(session, new Written(number(command), answer));
        }
        return answer;
    }

    private @Nullable Document waited(MongoMessage message, SeenCommand command) {
        if (Set.of("create", "createIndexes", "collMod").contains(command.name())) {
            return catalogued(message, command);
        }
        long until = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        while (held(message, command)) {
            if (System.nanoTime() > until) {
                violations.add(command.name() + " of " + command.collection() + " waited for a transaction too long");
                return ErrorTranslation.conflict("waited too long");
            }
            pause();
        }
        return null;
    }

    private void pause() {
        try {
            wait(50);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** It needs the collection for itself, unless nothing changes. */
    private @Nullable Document catalogued(MongoMessage message, SeenCommand command) {
        String database = message.getDatabaseName();
        boolean there = command.name().equals("createIndexes") && allThere(database, command);
        if (there) {
            return null;
        }
        catalogue.put(database + "." + command.collection(), clock);
        if (transactions.values().stream()
                .anyMatch(other -> other.database.equals(database) && other.touched(command.collection()))) {
            violations.add(command.name() + " of " + command.collection() + " would wait for a transaction to end");
            return ErrorTranslation.error(50, "MaxTimeMSExpired", "would wait for a transaction", List.of());
        }
        return null;
    }

    private boolean allThere(String database, SeenCommand command) {
        Set<Object> names = new HashSet<>();
        Rows.indexes(committed, database, command.collection()).forEach(index -> names.add(index.get("name")));
        return documents(command.body(), "indexes").stream().allMatch(index -> names.contains(index.get("name")));
    }

    private boolean held(MongoMessage message, SeenCommand command) {
        String database = message.getDatabaseName();
        String collection = command.collection();
        Document body = command.body();
        return switch (command.name()) {
            case "insert" -> conflicts.held(database, collection, documents(body, "documents"));
            case "update" ->
                filters(body, "updates").stream().anyMatch(filter -> conflicts.held(database, collection, filter));
            case "delete" ->
                filters(body, "deletes").stream().anyMatch(filter -> conflicts.held(database, collection, filter));
            case "findAndModify" ->
                conflicts.held(database, collection, (Document) Objects.requireNonNull(body.get("query")));
            default -> false;
        };
    }

    private static List<Document> filters(Document body, String field) {
        return documents(body, field).stream()
                .map(one -> (Document) Objects.requireNonNull(one.get("q")))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Document> documents(Document body, String field) {
        return List.copyOf((Collection<Document>) body.getOrDefault(field, List.of()));
    }
}
