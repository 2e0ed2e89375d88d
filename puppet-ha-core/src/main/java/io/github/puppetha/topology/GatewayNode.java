package io.github.puppetha.topology;

import io.github.puppetha.HostPort;

/**
 * One gateway of a site.
 *
 * @param address the host it runs on and the port it is reached at
 * @param name the name that agents know the site by
 * @param listen the local address and port it binds
 * @param certname the name in its certificate, by which other gateways know it; its host unless
 *     given
 */
public record GatewayNode(HostPort address, String name, HostPort listen, String certname) {}
