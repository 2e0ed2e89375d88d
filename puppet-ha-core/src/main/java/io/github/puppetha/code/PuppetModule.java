package io.github.puppetha.code;

import io.github.puppetha.SourceRange;
import org.jspecify.annotations.Nullable;

/**
 * One {@code mod} of a Puppetfile.
 *
 * @param title as written: {@code name}, {@code owner/name} or {@code owner-name}
 * @param owner the part before the separator, or null
 * @param name the part after it: the module's name, and its directory's
 * @param path its directory below the environment's, with {@code /} between the parts, for example
 *     {@code modules/stdlib}; never leads outside
 * @param source where it comes from
 * @param excludeSpec whether {@code spec/} is left out; null where the Puppetfile does not say
 * @param range where its title stands
 */
public record PuppetModule(
    String title,
    @Nullable String owner,
    String name,
    String path,
    ModuleSource source,
    @Nullable Boolean excludeSpec,
    SourceRange range) {}
