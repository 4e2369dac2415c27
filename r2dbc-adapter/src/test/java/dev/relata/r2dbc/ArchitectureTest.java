package dev.relata.r2dbc;

import dev.relata.test.internal.rules.AdapterRules;
import java.util.List;

class ArchitectureTest implements AdapterRules {

    @Override
    public String root() {
        return "dev.relata.r2dbc";
    }

    @Override
    public List<String> driver() {
        return List.of("io.r2dbc..", "io.netty..");
    }

    @Override
    public List<String> edge() {
        return List.of("dev.relata.r2dbc", "dev.relata.r2dbc.internal.exec..", "dev.relata.r2dbc.internal.row..");
    }
}
