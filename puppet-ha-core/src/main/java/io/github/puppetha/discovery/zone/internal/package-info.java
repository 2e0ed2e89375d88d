/** DNS messages to and from a zone's servers: queries, signed updates. */
@NullMarked
package io.github.puppetha.discovery.zone.internal;

import org.jspecify.annotations.NullMarked;
