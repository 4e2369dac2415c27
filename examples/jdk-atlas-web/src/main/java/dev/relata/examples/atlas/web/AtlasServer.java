package dev.relata.examples.atlas.web;

import dev.relata.examples.atlas.database.DatabaseException;
import dev.relata.examples.atlas.web.graph.GraphStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.NestedExceptionUtils;

/**
 * The program: serves the class graph of the JDK that runs it, and imports it first where it is not there. It ends by Ctrl-C, with
 * its database. Its exit status is 2 when it was asked for something that it does not know, and 1 when it cannot serve.
 */
@SpringBootApplication
public class AtlasServer {

    /**
     * Runs it.
     *
     * @param arguments as {@code --help} says
     */
    public static void main(String[] arguments) {
        int status = run(System.out, System.err, arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    private static int run(PrintStream out, PrintStream err, String... words) {
        ServeOptions options;
        try {
            options = ServeOptions.parse(words);
        } catch (IllegalArgumentException mistake) {
            err.println(mistake.getMessage() + System.lineSeparator() + System.lineSeparator() + ServeOptions.USAGE);
            return 2;
        }
        if (options.help()) {
            out.println(ServeOptions.USAGE);
            return 0;
        }
        return listens(options, err) ? serve(options, out, err) : 1;
    }

    /** Asked before the database is started, which takes seconds. */
    private static boolean listens(ServeOptions options, PrintStream err) {
        try (ServerSocket probe = new ServerSocket(options.port(), 1, InetAddress.getByName(options.address()))) {
            return probe.isBound();
        } catch (UnknownHostException unknown) {
            err.println("--address needs an address of this machine, not '" + options.address() + "'.");
        } catch (IOException taken) {
            err.println("Cannot listen on " + options.address() + ":" + options.port() + " (" + taken.getMessage()
                    + "). Give another port: ./demo --serve --port " + (options.port() + 1));
        }
        return false;
    }

    private static int serve(ServeOptions options, PrintStream out, PrintStream err) {
        try {
            ConfigurableApplicationContext context = new SpringApplicationBuilder(AtlasServer.class)
                    .properties(Map.of("server.port", options.port(), "server.address", options.address()))
                    .properties(options.url() == null ? Map.of() : Map.of(DatabaseConfiguration.URL, options.url()))
                    .run();
            int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
            out.println("The atlas is on " + options.page(port) + " (Ctrl-C ends it).");
            return fill(context, out, err);
        } catch (RuntimeException failure) {
            return report(err, failure);
        }
    }

    /** An import that fails leaves the server running, whose pages say so too. */
    private static int fill(ConfigurableApplicationContext context, PrintStream out, PrintStream err) {
        GraphStatus graph = context.getBean(GraphStatus.class);
        try {
            graph.fill().toFuture().join();
            out.println("The graph of JDK " + graph.snapshot().runtime() + " is ready.");
        } catch (CompletionException failure) {
            if (context.isActive()) {
                report(err, failure);
            }
        }
        return 0;
    }

    private static int report(PrintStream err, RuntimeException failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (link instanceof DatabaseException) {
                cause = link;
            }
        }
        if (cause instanceof DatabaseException) {
            err.println(cause.getMessage());
        } else {
            err.println("The run failed:");
            failure.printStackTrace(err);
        }
        return 1;
    }
}
