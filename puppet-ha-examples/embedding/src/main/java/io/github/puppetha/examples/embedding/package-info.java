/** One short main for each way of using the library. The README's code is cut from these. */
@NullMarked
package io.github.puppetha.examples.embedding;

import org.jspecify.annotations.NullMarked;
