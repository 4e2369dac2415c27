package dev.relata.examples.atlas.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AtlasModelTest {

    @Test
    void everyRecordIsATable() {
        assertThat(AtlasModel.create().entities())
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
