package dev.relata.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.query.Page;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class PageLinksTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "title=%5Bnew%5D",
                "title=a+b",
                "title=[new]",
                "title=ü",
                "title=a=b",
                "title=a%20b&title=c",
                "title"
            })
    void otherParametersStayWhateverCharactersTheyHave(String query) {
        MockServerHttpRequest request = MockServerHttpRequest.method(
                        HttpMethod.GET, URI.create("http://shop/books?" + query))
                .build();

        List<String> links = PageLinks.respond(new Page<>(List.of("one"), Optional.of("a+b/c=")), request)
                .getHeaders()
                .getOrEmpty(HttpHeaders.LINK);

        String kept = request.getURI().toASCIIString().replace("[", "%5B").replace("]", "%5D");
        assertThat(links)
                .containsExactly("<" + kept + "&cursor=a%2Bb%2Fc%3D>; rel=\"next\"", "<" + kept + ">; rel=\"first\"");
    }

    @Test
    void theCursorOfTheRequestIsReplaced() {
        MockServerHttpRequest request = MockServerHttpRequest.method(
                        HttpMethod.GET, URI.create("http://[::1]:8080/books?cursor=old&size=2&cursor=older"))
                .build();

        List<String> links = PageLinks.respond(new Page<>(List.of("one"), Optional.empty()), request)
                .getHeaders()
                .getOrEmpty(HttpHeaders.LINK);

        assertThat(links).containsExactly("<http://[::1]:8080/books?size=2>; rel=\"first\"");
    }
}
