package io.github.puppetha.gateway;

import io.github.puppetha.HostPort;

/**
 * Somebody to pass a request on to.
 *
 * @param gateway is it another gateway?
 * @param mode how it is told who the client is
 */
record Target(HostPort address, boolean gateway, IdentityMode mode) {}
