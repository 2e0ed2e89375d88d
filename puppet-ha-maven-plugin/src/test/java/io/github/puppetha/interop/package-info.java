/** Tests against real Puppet Servers, agents and BIND, and what starts and stops those. */
@NullMarked
package io.github.puppetha.interop;

import org.jspecify.annotations.NullMarked;
