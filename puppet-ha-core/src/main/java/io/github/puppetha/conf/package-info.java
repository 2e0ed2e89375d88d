/** Puppet's own configuration files, read as Puppet reads them. */
@NullMarked
package io.github.puppetha.conf;

import org.jspecify.annotations.NullMarked;
