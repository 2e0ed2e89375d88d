package io.github.puppetha.validate;

import java.util.Optional;
import java.util.SortedSet;

/**
 * A module that is named but not at hand: what it defines is not known, so nothing of it can be
 * called unknown.
 *
 * @param name its name in Puppet code
 * @param namedIn what names it: the Puppetfile, a module's metadata.json, or the name of a link or
 *     submodule in its place
 * @param why why it was not found, where it was looked for
 */
record MissingModule(String name, SortedSet<String> namedIn, Optional<String> why) {}
