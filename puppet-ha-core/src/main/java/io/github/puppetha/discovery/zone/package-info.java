/**
 * A site's DNS zone: its SRV records rendered and compared, changed by RFC 2136, verified at every
 * authoritative server; and what is kept in it beside them, as TXT records (see {@link
 * io.github.puppetha.discovery.zone.ZoneNames}).
 */
@NullMarked
package io.github.puppetha.discovery.zone;

import org.jspecify.annotations.NullMarked;
