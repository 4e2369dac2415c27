package dev.relata.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class StreamingMemoryIntegrationTest {

    private static final int CHUNK = 5_000;

    @Test
    void aHundredThousandRowsStreamIn64MegabytesToASlowConsumer() throws Exception {
        String name = TestServer.database();
        try (MongoClient client = TestServer.client()) {
            Flux.range(0, ManyEvents.ROWS / CHUNK)
                    .concatMap(chunk -> client.getDatabase(name)
                            .getCollection("events", BsonDocument.class)
                            .insertMany(IntStream.range(chunk * CHUNK, (chunk + 1) * CHUNK)
                                    .mapToObj(StreamingMemoryIntegrationTest::event)
                                    .toList()))
                    .then()
                    .as(StepVerifier::create)
                    .verifyComplete();

            assertThat(run(TestServer.url(), name).strip()).endsWith(String.valueOf(ManyEvents.ROWS));

            Mono.from(client.getDatabase(name).drop()).as(StepVerifier::create).verifyComplete();
        }
    }

    private static BsonDocument event(int i) {
        return new BsonDocument("_id", new BsonInt64(i))
                .append("owner_id", new BsonInt64(i * 7L))
                .append("title", new BsonString(("The title of event number " + i + ".".repeat(200)).substring(0, 200)))
                .append("pages", new BsonInt32(i % 997))
                .append("created_at", new BsonDateTime(1_577_836_800_000L + i * 61_000L));
    }

    private static String run(String url, String name) throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Process process = new ProcessBuilder(java, "-Xmx32m", "-cp", classes, ManyEvents.class.getName(), url, name)
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
