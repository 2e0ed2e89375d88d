/**
 * Files written atomically, processes run, YAML and JSON read with positions. Shared by all
 * packages; not part of the API.
 */
@NullMarked
package io.github.puppetha.io;

import org.jspecify.annotations.NullMarked;
