package dev.relata.mongo.internal.exec;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoSocketReadException;
import com.mongodb.ServerAddress;
import dev.relata.error.CommitUnknownException;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import org.bson.BSONException;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.BsonSerializationException;
import org.bson.BsonString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorsTest {

    private static StoreException of(Throwable error) {
        return (StoreException) Errors.of("Box", error);
    }

    @Test
    void whatTheDriverCannotWriteIsAStoreExceptionInWords() {
        for (BSONException cause : new BSONException[] {
            new BsonMaximumSizeExceededException("Document size of 20000000 is larger than maximum of 16793600."),
            new BsonSerializationException("Maximum serialization depth exceeded")
        }) {
            StoreException error = of(cause);
            assertThat(error)
                    .isExactlyInstanceOf(StoreException.class)
                    .hasMessageStartingWith("Box: the command cannot be sent: ")
                    .hasMessageContaining("16 MiB");
            assertThat(error.messageWithValues()).contains(String.valueOf(cause.getMessage()));
            assertThat(error.originalCause()).isSameAs(cause);
            assertThat(error.retryable()).isFalse();
        }
    }

    @Test
    void anyOtherErrorOfTheFormatIsAStoreException() {
        assertThat(of(new BSONException("no value")))
                .isExactlyInstanceOf(StoreException.class)
                .hasMessage("Box: a command or its answer is not well-formed: …");
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 10334, 17280, 17419, 17420})
    void whatIsTooLargeForTheServerSaysWhatToDo(int code) {
        BsonDocument answer = new BsonDocument("ok", new BsonInt32(0))
                .append("code", new BsonInt32(code))
                .append("errmsg", new BsonString("too large"));
        StoreException error = of(new MongoCommandException(answer, new ServerAddress()));

        assertThat(error)
                .isExactlyInstanceOf(StoreException.class)
                .hasMessageContaining("too large")
                .hasMessageContaining("split the request");
        assertThat(error.code()).isEqualTo(String.valueOf(code));
        assertThat(error.retryable()).isFalse();
    }

    @Test
    void theOutcomeOfAWriteIsNotKnownWhereItsAnswerIsLost() {
        assertThat(Errors.ofWrite("Book", new MongoSocketReadException("gone", new ServerAddress())))
                .isInstanceOf(CommitUnknownException.class)
                .hasMessageStartingWith("Book: ");
    }

    @Test
    void nothingIsWrittenWhereNoConnectionCouldBeOpened() {
        assertThat(Errors.ofWrite("Book", new MongoSocketOpenException("refused", new ServerAddress())))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void aWriteOfATransactionIsUndoneWithIt() {
        MongoSocketReadException lost = new MongoSocketReadException("gone", new ServerAddress());
        lost.addLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);

        assertThat(Errors.ofWrite("Book", lost))
                .isNotInstanceOf(CommitUnknownException.class)
                .matches(error -> ((StoreException) error).retryable());
    }
}
