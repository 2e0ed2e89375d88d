package io.github.puppetha.validate;

import io.github.puppetha.conf.IniFile;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where an environment's modules are.
 *
 * @param directories relative to the environment: those of its modulepath in its order, then those
 *     where modules usually are
 * @param outside whether it also names directories elsewhere
 */
record ModulePath(List<String> directories, boolean outside) {
  private static final String DEFAULT = "modules:$basemodulepath";
  private static final List<String> USUAL = List.of("site", "site-modules", "modules");

  /** Of the text of an environment.conf. */
  static ModulePath of(Optional<String> environmentConf) {
    String path =
        environmentConf
            .map(text -> IniFile.parse("environment.conf", text))
            .flatMap(ini -> ini.setting(IniFile.MAIN, "modulepath"))
            .map(IniFile.Setting::value)
            .orElse(DEFAULT);
    Set<String> directories = new LinkedHashSet<>();
    boolean outside = false;
    for (String part : path.split(":")) {
      String relative = part.replaceAll("^\\$environmentpath/\\$environment/", "");
      Optional<String> inside =
          relative.startsWith("$") ? Optional.empty() : RelativeNames.normalize(relative);
      inside.filter(name -> !name.isEmpty()).ifPresent(directories::add);
      outside |= inside.isEmpty();
    }
    directories.addAll(USUAL);
    return new ModulePath(List.copyOf(directories), outside);
  }
}
