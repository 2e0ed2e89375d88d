/** JMH benchmarks. */
@NullMarked
package io.github.puppetha.benchmarks;

import org.jspecify.annotations.NullMarked;
