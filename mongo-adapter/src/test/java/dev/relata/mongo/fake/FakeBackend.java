package dev.relata.mongo.fake;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The backend as the wire sees it: greets, writes down, fails on demand, and gives everything else to the sessions. */
final class FakeBackend extends ValidatingBackend {

    private static final Set<String> GREETINGS = Set.of("hello", "ismaster");

    private static final Set<String> NOT_OF_VIEWS =
            Set.of("insert", "update", "delete", "findAndModify", "createIndexes", "listIndexes");

    private final List<SeenCommand> seen = FakeMongo.shared();
    private final List<String> violations = FakeMongo.shared();
    private final Map<String, AtomicInteger> underWay = new ConcurrentHashMap<>();
    private final Faults faults = new Faults();
    private final FakeSessions sessions = new FakeSessions(this::plain, this, violations);
    private volatile Document hello = new Document();
    private volatile Consumer<SeenCommand> before = command -> {};

    void says(Document answer) {
        hello = answer;
    }

    void before(Consumer<SeenCommand> action) {
        before = action;
    }

    Faults faults() {
        return faults;
    }

    List<SeenCommand> seen() {
        return seen;
    }

    List<String> violations() {
        return violations;
    }

    void forget() {
        faults.clear();
        seen.clear();
        before = command -> {};
        sessions.forget();
    }

    int openTransactions() {
        return sessions.open();
    }

    List<Document> rows(String database, String collection) {
        synchronized (sessions) {
            return List.copyOf(Rows.copy(this, database, collection).values());
        }
    }

    @Override
    public Document handleCommand(Channel channel, String database, String command, Document query) {
        return GREETINGS.contains(command.toLowerCase(java.util.Locale.ROOT))
                ? hello.clone().append("localTime", java.time.Instant.now())
                : super.handleCommand(channel, database, command, query);
    }

    @Override
    public Document handleMessage(MongoMessage message) {
        SeenCommand command = SeenCommand.of(message.getDocument());
        if (GREETINGS.contains(command.name().toLowerCase(java.util.Locale.ROOT))) {
            seenUnlessMonitoring(command);
            return handleCommand(message.getChannel(), message.getDatabaseName(), command.name(), command.body());
        }
        seen.add(command);
        before.accept(command);
        String collection = String.valueOf(command.body().get(command.name()));
        if (NOT_OF_VIEWS.contains(command.name()) && isView(message.getDatabaseName(), collection)) {
            return ErrorTranslation.of(
                    new MongoServerError(166, "CommandNotSupportedOnView", "Namespace " + collection + " is a view"));
        }
        AtomicInteger together =
                underWay.computeIfAbsent(String.valueOf(command.session()), any -> new AtomicInteger());
        boolean alone = together.incrementAndGet() == 1;
        if (command.inTransaction() && !alone) {
            violations.add(command.name() + " came while another command of its transaction was under way");
        }
        try {
            return faulty(message, command);
        } finally {
            together.decrementAndGet();
        }
    }

    /** What is asked by a database's own command, and not by the driver for itself. */
    private void seenUnlessMonitoring(SeenCommand command) {
        if (!"admin".equals(command.body().get("$db"))) {
            seen.add(command);
        }
    }

    private Document faulty(MongoMessage message, SeenCommand command) {
        Faults.Fault fault = faults.next(command.name());
        if (fault == null) {
            return sessions.handle(message, command);
        }
        boolean done = fault.kind() == Faults.Kind.CLOSED_AFTER || fault.kind() == Faults.Kind.DONE_AND_ERROR;
        if (done) {
            sessions.handle(message, command);
        } else {
            boolean unknown = fault.answer().isEmpty()
                    || String.valueOf(fault.answer()).contains("UnknownTransactionCommitResult");
            sessions.failed(command, !unknown);
        }
        if (fault.kind() == Faults.Kind.CLOSED_AFTER || fault.kind() == Faults.Kind.CLOSED_BEFORE) {
            // On the channel's own thread, at once: nobody waits for the future that close() would answer.
            Channel.Unsafe channel = message.getChannel().unsafe();
            channel.close(channel.voidPromise());
        }
        return fault.answer();
    }

    private Document plain(MongoMessage message) {
        try {
            return super.handleMessage(message);
        } catch (MongoServerException error) {
            return ErrorTranslation.of(error);
        }
    }
}
