/** DNS messages; the only place besides the test kit that knows the DNS library. */
@NullMarked
package io.github.puppetha.discovery.internal;

import org.jspecify.annotations.NullMarked;
