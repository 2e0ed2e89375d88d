/**
 * One process of a site put together: the gateway, the copies of CA bundle and CRL that it checks
 * agents against, and what keeps the site's servers at the last decided deployment. Start at {@link
 * io.github.puppetha.site.SiteProcess}.
 */
@NullMarked
package io.github.puppetha.site;

import org.jspecify.annotations.NullMarked;
