/**
 * What every capability shares: problems found by checks, the one exception tree, progress, and the
 * address of a server. No logic lives here.
 */
@NullMarked
package io.github.puppetha;

import org.jspecify.annotations.NullMarked;
