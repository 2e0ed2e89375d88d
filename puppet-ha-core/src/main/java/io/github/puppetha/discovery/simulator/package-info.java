/**
 * Says beforehand which server a Puppet agent, and our own selection, would choose for each service
 * of a run, in which order it would try them, and after how many seconds, while some of them are
 * dead.
 */
@NullMarked
package io.github.puppetha.discovery.simulator;

import org.jspecify.annotations.NullMarked;
