package dev.relata.examples.atlas.web;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.reactive.resource.NoResourceFoundException;

/** Answers browsers with a page where an address leads nowhere; others get the problem as JSON. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class NoSuchPage {

    private final Resource page;

    NoSuchPage(@Value("classpath:/static/error/404.html") Resource page) {
        this.page = page;
    }

    @ExceptionHandler
    ResponseEntity<Object> missing(NoResourceFoundException missing, ServerHttpRequest request) {
        boolean browser = request.getHeaders().getAccept().contains(MediaType.TEXT_HTML);
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .contentType(browser ? MediaType.TEXT_HTML : MediaType.APPLICATION_PROBLEM_JSON)
                .body(browser ? page : missing.getBody());
    }
}
