/**
 * Which server to use: SRV records, the site's own list, and what is known of each server's
 * failures.
 */
@NullMarked
package io.github.puppetha.discovery;

import org.jspecify.annotations.NullMarked;
