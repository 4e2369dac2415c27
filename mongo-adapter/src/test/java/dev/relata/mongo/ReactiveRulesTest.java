package dev.relata.mongo;

import dev.relata.test.internal.rules.ReactiveRules;

class ReactiveRulesTest implements ReactiveRules {}
