package io.github.puppetha.validate;

import java.util.SortedSet;

/**
 * A module that is named but not at hand: what it defines is not known, so nothing of it can be
 * called unknown.
 *
 * @param name its name in Puppet code
 * @param namedIn the files that name it: the Puppetfile, or a module's metadata.json
 */
record MissingModule(String name, SortedSet<String> namedIn) {}
