/**
 * Configuration files of Puppet and Puppet Server, read as these read them: checked by {@link
 * io.github.puppetha.conf.MachineConf}, made by {@link io.github.puppetha.conf.ConfRenderer}.
 */
@NullMarked
package io.github.puppetha.conf;

import org.jspecify.annotations.NullMarked;
