/**
 * Control repos become environments on every server: planned, staged everywhere, checked, decided,
 * and then activated everywhere by the renaming of links; or nowhere.
 */
@NullMarked
package io.github.puppetha.deploy;

import org.jspecify.annotations.NullMarked;
