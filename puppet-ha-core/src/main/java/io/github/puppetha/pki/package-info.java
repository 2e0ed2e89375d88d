/** Keys, certificate requests, certificates and CRLs as Puppet makes and reads them. */
@NullMarked
package io.github.puppetha.pki;

import org.jspecify.annotations.NullMarked;
