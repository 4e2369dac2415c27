package dev.relata.examples.atlas.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServeOptionsTest {

    @Test
    void withoutOptionsItListensOnTheLoopbackAndUsesTheEmbeddedDatabase() {
        assertThat(ServeOptions.parse("--serve")).isEqualTo(new ServeOptions(8080, "127.0.0.1", null, false));
    }

    @Test
    void optionsComeInAnyOrder() {
        assertThat(ServeOptions.parse("--url", "r2dbc:x", "--serve", "--port", "0", "--address", "10.0.0.1"))
                .isEqualTo(new ServeOptions(0, "10.0.0.1", "r2dbc:x", false));
    }

    @Test
    void thePageIsNamedAsABrowserOnThisMachineReachesIt() {
        assertThat(ServeOptions.parse("--serve").page(8081)).isEqualTo("http://localhost:8081/");
        assertThat(ServeOptions.parse("--address", "10.0.0.1").page(80)).isEqualTo("http://10.0.0.1:80/");
        assertThat(ServeOptions.parse("--address", "fe80::1").page(80)).isEqualTo("http://[fe80::1]:80/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "-1", "65536", ""})
    void whatIsNoPortIsNamed(String port) {
        assertThatThrownBy(() -> ServeOptions.parse("--port", port))
                .hasMessage("--port needs a number from 0 to 65535, not '" + port + "'.");
    }

    @Test
    void whatItDoesNotKnowIsNamed() {
        assertThatThrownBy(() -> ServeOptions.parse("--serve", "callers"))
                .hasMessageStartingWith("--serve does not know 'callers'");
        assertThatThrownBy(() -> ServeOptions.parse("--url")).hasMessage("--url needs a URL after it.");
    }
}
