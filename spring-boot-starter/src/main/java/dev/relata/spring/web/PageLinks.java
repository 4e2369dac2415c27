package dev.relata.spring.web;

import dev.relata.query.Page;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/**
 * Answers a page as the list of its rows, with links to other pages in the header {@code Link} of RFC 8288: {@code first}, and
 * {@code next} where there is a next page. Cursors lead forward only, so there is no {@code prev}.
 */
public final class PageLinks {

    private PageLinks() {}

    /**
     * Makes a response with status 200 of a page. Its links are the request's own address, all parameters included, with another
     * {@code cursor}.
     *
     * @param page the page
     * @param request the request; behind a proxy its address is that of {@code server.forward-headers-strategy}
     * @param <T> the row
     * @return rows and links
     */
    public static <T> ResponseEntity<List<T>> respond(Page<T> page, ServerHttpRequest request) {
        ResponseEntity.BodyBuilder response = ResponseEntity.ok();
        page.next().ifPresent(cursor -> response.header(HttpHeaders.LINK, link(uri(request, cursor), "next")));
        return response.header(HttpHeaders.LINK, link(uri(request), "first")).body(page.items());
    }

    private static String link(URI target, String relation) {
        return "<" + target.toASCIIString() + ">; rel=\"" + relation + "\"";
    }

    private static URI uri(ServerHttpRequest request) {
        return address(request).build(true).toUri();
    }

    private static URI uri(ServerHttpRequest request, String cursor) {
        String encoded = UriUtils.encode(cursor, StandardCharsets.UTF_8);
        return address(request)
                .queryParam(PageParameters.CURSOR, encoded)
                .build(true)
                .toUri();
    }

    private static UriComponentsBuilder address(ServerHttpRequest request) {
        return UriComponentsBuilder.fromUri(request.getURI()).replaceQueryParam(PageParameters.CURSOR);
    }
}
