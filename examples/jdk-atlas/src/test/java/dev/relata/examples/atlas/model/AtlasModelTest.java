package dev.relata.examples.atlas.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.test.InMemoryStore;
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
}
