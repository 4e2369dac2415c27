package dev.relata.r2dbc;

import dev.relata.test.internal.rules.ReactiveRules;

class ReactiveRulesTest implements ReactiveRules {}
