/** Fake servers as fields of JUnit 5 tests, started and closed by an annotation. */
@NullMarked
package io.github.puppetha.testkit.junit5;

import org.jspecify.annotations.NullMarked;
