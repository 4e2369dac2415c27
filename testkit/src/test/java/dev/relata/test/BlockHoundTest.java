package dev.relata.test;

import dev.relata.test.internal.rules.BlockHoundRule;

class BlockHoundTest implements BlockHoundRule {}
