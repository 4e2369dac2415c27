package dev.relata.examples.atlas.web;

import io.netty.channel.ChannelOption;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Keeps the kernel from taking megabytes of an export that its reader has not asked for yet, so that it slows down at once. */
@Component
final class SmallSendBuffers implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory> {

    private static final int BYTES = 32_768;

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.addServerCustomizers(server -> server.childOption(ChannelOption.SO_SNDBUF, BYTES));
    }
}
