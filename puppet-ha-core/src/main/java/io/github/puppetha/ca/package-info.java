/**
 * A Puppet CA from both sides: a client of one, and an engine that is one, over the directory that
 * Puppet Server itself keeps.
 */
@NullMarked
package io.github.puppetha.ca;

import org.jspecify.annotations.NullMarked;
