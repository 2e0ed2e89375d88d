/** What every goal shares: parameters, results, progress, and how outcomes become Maven's. */
@NullMarked
package io.github.puppetha.maven;

import org.jspecify.annotations.NullMarked;
