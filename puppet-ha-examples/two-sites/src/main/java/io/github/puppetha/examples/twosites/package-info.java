/** The demo: two sites in one JVM, told as a story. */
package io.github.puppetha.examples.twosites;
