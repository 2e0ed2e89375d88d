/**
 * A site's one TLS listener for agents: checks who they are, and passes their requests on to the
 * CA, to the site's servers, or to another site's gateway when none of them answers.
 */
@NullMarked
package io.github.puppetha.gateway;

import org.jspecify.annotations.NullMarked;
