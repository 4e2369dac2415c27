package dev.relata.examples.atlas.web.type;

import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** Nothing in the graph has the name that was asked for: 404, with names that were perhaps meant. */
public final class UnknownNameProblem extends ErrorResponseException {

    private static final long serialVersionUID = 1L;

    UnknownNameProblem(String detail, List<String> suggestions) {
        super(HttpStatus.NOT_FOUND);
        setTitle("Unknown name");
        setDetail(detail);
        getBody().setProperty("suggestions", suggestions);
    }
}
