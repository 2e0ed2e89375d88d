/**
 * What an operator does to the installation, as plans that are printed before they are carried out.
 */
@NullMarked
package io.github.puppetha.operations;

import org.jspecify.annotations.NullMarked;
