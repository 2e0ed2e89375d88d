/**
 * A site's zone in DNS: what stands in it, and how it is changed (RFC 2136) without undoing what
 * others did meanwhile.
 */
@NullMarked
package io.github.puppetha.discovery.zone;

import org.jspecify.annotations.NullMarked;
