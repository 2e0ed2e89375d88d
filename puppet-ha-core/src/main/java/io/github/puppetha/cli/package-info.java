/** The {@code main} of the runnable jar, for where Maven is not at hand. */
@NullMarked
package io.github.puppetha.cli;

import org.jspecify.annotations.NullMarked;
