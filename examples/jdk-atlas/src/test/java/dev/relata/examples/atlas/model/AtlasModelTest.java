package dev.relata.examples.atlas.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.diagram.Svg;
import dev.relata.test.InMemoryStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AtlasModelTest {

    @Test
    void everyRecordIsATable() {
        assertThat(AtlasModel.on(InMemoryStore.create()).model().entities())
                .extracting(entity -> entity.table())
                .containsExactlyInAnyOrder(
                        "modules",
                        "requires",
                        "packages",
                        "types",
                        "type_interfaces",
                        "methods",
                        "fields",
                        "calls",
                        "imports");
    }

    @Test
    void thePictureOfTheModelIsUpToDate() throws IOException {
        assertThat(Files.readString(Path.of("model.svg")))
                .as("model.svg shows the model; write Svg.draw(relata.schema().diagram()) to it")
                .isEqualTo(
                        Svg.draw(AtlasModel.on(InMemoryStore.create()).schema().diagram()));
    }
}
