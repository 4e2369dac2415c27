package dev.relata.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.model.OnDelete;
import dev.relata.query.DeletePlan;
import dev.relata.query.DeletePlan.Effect;
import dev.relata.query.Group;
import dev.relata.query.Link;
import dev.relata.query.LinkKey;
import dev.relata.query.Page;
import dev.relata.query.Progress;
import dev.relata.query.Violation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** How answers that are no graphs are written. */
class RelataModuleTest {

    private static final JsonMapper JSON =
            JsonMapper.builder().addModule(new RelataModule()).build();

    private static void written(Object answer, String expected) {
        assertThat(JSON.writeValueAsString(answer)).isEqualTo(expected);
    }

    @Test
    void answersAreWrittenByTheirComponents() {
        written(new Page<>(List.of(1, 2), Optional.of("abc")), "{\"items\":[1,2],\"next\":\"abc\"}");
        written(new Page<>(List.of(), Optional.empty()), "{\"items\":[],\"next\":null}");
        written(new Group<>(null, 3L), "{\"key\":null,\"value\":3}");
        written(new Link<>("a", "b"), "{\"target\":\"a\",\"data\":\"b\"}");
        written(new LinkKey(List.of(1L), List.of("x", 2)), "{\"owner\":[1],\"target\":[\"x\",2]}");
        written(
                new Progress(3, OptionalLong.of(9), Duration.ofSeconds(2)),
                "{\"done\":3,\"total\":9,\"elapsed\":\"PT2S\",\"cursor\":null}");
        written(
                new Progress(3, OptionalLong.empty(), Duration.ofSeconds(2)),
                "{\"done\":3,\"total\":null,\"elapsed\":\"PT2S\",\"cursor\":null}");
        written(
                new Violation("Book.title", Violation.Problem.MISSING, "say it"),
                "{\"where\":\"Book.title\",\"problem\":\"MISSING\",\"message\":\"say it\"}");
        written(
                new DeletePlan(
                        "books", 1, List.of(new Effect("Book.A", "as", OnDelete.CASCADE, 2, List.of())), List.of()),
                "{\"table\":\"books\",\"rows\":1,\"effects\":[{\"relationship\":\"Book.A\",\"table\":\"as\",\"action\":"
                        + "\"CASCADE\",\"rows\":2,\"first\":[]}],\"protections\":[]}");
    }
}
