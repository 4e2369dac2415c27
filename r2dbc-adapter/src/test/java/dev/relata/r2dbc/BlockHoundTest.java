package dev.relata.r2dbc;

import dev.relata.test.internal.rules.BlockHoundRule;

class BlockHoundTest implements BlockHoundRule {}
