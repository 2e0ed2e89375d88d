/**
 * Where code comes from: control repositories in git, their Puppetfiles, and r10k's configuration.
 */
@NullMarked
package io.github.puppetha.code;

import org.jspecify.annotations.NullMarked;
