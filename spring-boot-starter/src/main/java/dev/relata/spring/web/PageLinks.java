package dev.relata.spring.web;

import dev.relata.query.Page;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.StringUtils;
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
        page.next().ifPresent(cursor -> response.header(HttpHeaders.LINK, link(target(request, cursor), "next")));
        return response.header(HttpHeaders.LINK, link(target(request, null), "first"))
                .body(page.items());
    }

    private static String link(String target, String relation) {
        return "<" + target + ">; rel=\"" + relation + "\"";
    }

    /** Other parameters stay as the client has written them, which Spring's strict builder would refuse for some. */
    private static String target(ServerHttpRequest request, @Nullable String cursor) {
        URI address = URI.create(request.getURI().toASCIIString());
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        for (String parameter : StringUtils.tokenizeToStringArray(address.getRawQuery(), "&")) {
            if (!parameter.split("=", 2)[0].equals(PageParameters.CURSOR)) {
                query.add(parameter.replace("[", "%5B").replace("]", "%5D"));
            }
        }
        if (cursor != null) {
            query.add(PageParameters.CURSOR + "=" + UriUtils.encode(cursor, StandardCharsets.UTF_8));
        }
        return UriComponentsBuilder.fromUri(address)
                        .replaceQuery(null)
                        .build(true)
                        .toUriString()
                + query;
    }
}
