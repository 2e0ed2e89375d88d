/**
 * The Puppet language: text in, syntax tree and problems out. No files, no evaluation.
 *
 * <p>The door is {@link io.github.puppetha.language.PuppetParser}. What it accepts, and where it
 * reports what it does not, follows the parser and the static checks of Puppet 7 and 8 (and OpenVox
 * 9, which has those of 8).
 */
@NullMarked
package io.github.puppetha.language;

import org.jspecify.annotations.NullMarked;
