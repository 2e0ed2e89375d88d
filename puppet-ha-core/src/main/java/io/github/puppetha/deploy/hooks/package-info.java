/**
 * What git hooks do: code is validated before it is committed or received, and deployed after. For
 * git servers on the JVM the hooks are JGit's own interfaces, and so JGit's types show here.
 */
@NullMarked
package io.github.puppetha.deploy.hooks;

import org.jspecify.annotations.NullMarked;
