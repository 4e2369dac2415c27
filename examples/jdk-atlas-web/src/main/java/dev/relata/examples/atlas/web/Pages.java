package dev.relata.examples.atlas.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/** All pages are one document, whose script draws what the address names. */
@Configuration(proxyBeanMethods = false)
class Pages {

    private static final String[] ADDRESSES = {"/", "/types/{name}", "/ways", "/export"};

    @Bean
    RouterFunction<ServerResponse> pageRoutes(@Value("classpath:/static/index.html") Resource document) {
        RouterFunctions.Builder routes = RouterFunctions.route();
        for (String address : ADDRESSES) {
            routes.GET(address, request -> page(document));
        }
        return routes.build();
    }

    private static Mono<ServerResponse> page(Resource document) {
        return ServerResponse.ok()
                .contentType(MediaType.TEXT_HTML)
                .cacheControl(CacheControl.noCache())
                .bodyValue(document);
    }
}
