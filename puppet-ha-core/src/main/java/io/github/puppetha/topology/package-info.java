/**
 * The immutable model of {@code puppet-ha.yaml}. {@link io.github.puppetha.topology.TopologyReader}
 * is the way in; every mistake in the file is reported at once, each with its line and column.
 */
@NullMarked
package io.github.puppetha.topology;

import org.jspecify.annotations.NullMarked;
