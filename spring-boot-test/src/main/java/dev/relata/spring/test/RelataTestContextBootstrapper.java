package dev.relata.spring.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Finds the properties of {@link RelataTest}. */
final class RelataTestContextBootstrapper extends TestSliceTestContextBootstrapper<RelataTest> {}
