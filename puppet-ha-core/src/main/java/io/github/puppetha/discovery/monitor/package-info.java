/**
 * DNS that follows the health of the servers: takes out of a site's own zone who is not well, and
 * puts back who is. Start at {@link io.github.puppetha.discovery.monitor.DnsMonitor}.
 */
@NullMarked
package io.github.puppetha.discovery.monitor;

import org.jspecify.annotations.NullMarked;
