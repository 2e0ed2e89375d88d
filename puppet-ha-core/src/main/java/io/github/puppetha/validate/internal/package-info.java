/**
 * What one file says that others may ask for, as small values that can be kept, and how types and
 * values fit. Not API.
 */
@NullMarked
package io.github.puppetha.validate.internal;

import org.jspecify.annotations.NullMarked;
