package dev.relata.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What editors complete and explain. */
class PropertyMetadataTest {

    @Test
    void everyPropertyHasADescriptionAndADefault() throws Exception {
        List<JsonNode> properties = new ArrayList<>();
        try (InputStream file =
                RelataProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            JsonMapper.builder().build().readTree(file).get("properties").forEach(properties::add);
        }
        assertThat(properties).hasSizeGreaterThan(4).allSatisfy(property -> {
            assertThat(property.get("name").asString()).matches("(management[.]endpoint[.])?relata[.].*");
            assertThat(property.has("description"))
                    .as("%s has a description", property)
                    .isTrue();
            assertThat(property.has("defaultValue"))
                    .as("%s has a default", property)
                    .isTrue();
        });
    }
}
