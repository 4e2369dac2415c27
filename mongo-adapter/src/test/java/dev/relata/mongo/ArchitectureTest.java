package dev.relata.mongo;

import dev.relata.test.internal.rules.AdapterRules;
import java.util.List;

class ArchitectureTest implements AdapterRules {

    @Override
    public String root() {
        return "dev.relata.mongo";
    }

    @Override
    public List<String> driver() {
        return List.of("com.mongodb..");
    }

    @Override
    public List<String> edge() {
        return List.of("dev.relata.mongo", "dev.relata.mongo.internal.exec..");
    }
}
