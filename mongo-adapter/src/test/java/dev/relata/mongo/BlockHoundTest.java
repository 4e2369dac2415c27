package dev.relata.mongo;

import dev.relata.test.internal.rules.BlockHoundRule;

class BlockHoundTest implements BlockHoundRule {}
