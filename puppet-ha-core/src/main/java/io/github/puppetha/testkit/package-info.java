/**
 * For tests of Puppet tooling: servers that live in the test's own JVM on 127.0.0.1, with faults to
 * inject. Nothing else in this library uses it.
 */
@NullMarked
package io.github.puppetha.testkit;

import org.jspecify.annotations.NullMarked;
