/** One class per goal: parameters, one call into the library, one print. */
@NullMarked
package io.github.puppetha.maven.goal;

import org.jspecify.annotations.NullMarked;
