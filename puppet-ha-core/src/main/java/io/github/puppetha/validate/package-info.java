/**
 * A control repo or module in, a list of problems out. {@link
 * io.github.puppetha.validate.Validator} is the way in; {@link io.github.puppetha.validate.Rules}
 * is the catalogue of what it finds.
 */
@NullMarked
package io.github.puppetha.validate;

import org.jspecify.annotations.NullMarked;
