/**
 * The one client of Puppet's HTTPS services: mutual TLS, deadlines, which failure means what, and
 * Puppet's paths, old and new, as one table.
 */
@NullMarked
package io.github.puppetha.http;

import org.jspecify.annotations.NullMarked;
