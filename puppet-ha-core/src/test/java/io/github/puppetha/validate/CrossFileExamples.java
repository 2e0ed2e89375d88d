package io.github.puppetha.validate;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A little control repo for each rule that looks across files. */
final class CrossFileExamples {
  private CrossFileExamples() {}

  /**
   * Files, and what is to be found in them.
   *
   * @param files each after a line {@code == name}
   * @param places as {@link ValidateDirectory#places()} has them, of this rule alone
   */
  record Example(Rule rule, String files, List<String> places) {
    @Override
    public String toString() {
      return rule.id() + " " + places;
    }
  }

  static Stream<Example> all() {
    return Stream.of(layout(), names(), declarations(), files(), variables(), others())
        .flatMap(List::stream);
  }

  static Set<Rule> rules(String group) {
    return all()
        .map(Example::rule)
        .filter(rule -> rule.entry().group().equals(group))
        .collect(Collectors.toSet());
  }

  private static Example example(Rule rule, String files, String... places) {
    return new Example(rule, files, List.of(places));
  }

  private static List<Example> layout() {
    return List.of(
        example(
            LayoutRule.WRONG_FILE,
            "== site/web/manifests/b.pp\nclass web::b { }\nclass web::a { }\n",
            "site/web/manifests/b.pp:2:1"),
        example(
            LayoutRule.WRONG_FILE,
            "== site/web/functions/f.pp\nfunction web::g() { 1 }\n",
            "site/web/functions/f.pp:1:1"),
        example(
            LayoutRule.WRONG_FILE,
            "== site/web/types/port.pp\ntype Web::Prot = Integer\n",
            "site/web/types/port.pp:1:6"),
        example(
            LayoutRule.WRONG_FILE,
            "== site/web/lib/puppet/functions/web/f.rb\n"
                + "# frozen\nPuppet::Functions.create_function(:'web::g') do\nend\n",
            "site/web/lib/puppet/functions/web/f.rb:2:19"),
        example(
            LayoutRule.NOT_AUTOLOADED,
            "== site/web/manifests/a.pp\nclass web::a { }\ndefine web::ab() { }\n",
            "site/web/manifests/a.pp:2:1"),
        example(
            LayoutRule.NO_DEFINITION,
            "== site/web/manifests/a.pp\n# to be done\n",
            "site/web/manifests/a.pp"),
        example(
            LayoutRule.CODE_IN_MODULE,
            "== site/web/manifests/init.pp\nclass web { }\n  notice('x')\n",
            "site/web/manifests/init.pp:2:3"),
        example(
            LayoutRule.DUPLICATE_DEFINITION,
            "== site/web/manifests/a.pp\nclass web::a { }\n"
                + "== site/web/manifests/init.pp\nclass web { }\ndefine web::a() { }\n",
            "site/web/manifests/a.pp:1:1"),
        example(
            LayoutRule.SHADOWED_MODULE,
            "== site/web/manifests/init.pp\nclass web { }\n"
                + "== modules/web/manifests/init.pp\nclass web { }\n",
            "modules/web/manifests/init.pp"),
        example(
            LayoutRule.NEVER_LOADED,
            "== site/web/lib/puppet/function/x.rb\n# x\n",
            "site/web/lib/puppet/function/x.rb"),
        example(
            LayoutRule.CASE_CLASH,
            "== site/web/files/A\nx\n== site/web/files/a\nx\n",
            "site/web/files/a"));
  }

  private static List<Example> names() {
    return List.of(
        example(
            ReferenceRule.UNKNOWN_CLASS,
            "== site/web/manifests/init.pp\nclass web { }\n"
                + "== manifests/site.pp\nnode default {\n  include web, web::bse\n}\n",
            "manifests/site.pp:2:16"),
        example(
            ReferenceRule.UNKNOWN_CLASS,
            "== site/web/manifests/init.pp\nclass web inherits web::prams { }\n",
            "site/web/manifests/init.pp:1:1"),
        example(
            ReferenceRule.UNKNOWN_CLASS,
            "== site/web/manifests/init.pp\nclass web {\n"
                + "  notify { 'x': require => Class['web::a'] }\n}\n",
            "site/web/manifests/init.pp:2:34"),
        example(
            ReferenceRule.UNKNOWN_RESOURCE_TYPE,
            "== site/web/manifests/init.pp\nclass web {\n  fiel { '/x': }\n  file { '/x': }\n}\n",
            "site/web/manifests/init.pp:2:3"),
        example(
            ReferenceRule.UNKNOWN_TYPE,
            "== site/web/types/port.pp\ntype Web::Port = Integer\n"
                + "== site/web/manifests/init.pp\nclass web(Web::Port $a, Web::Prot $b) { }\n",
            "site/web/manifests/init.pp:1:25"),
        example(
            ReferenceRule.UNKNOWN_FUNCTION,
            "== site/web/functions/f.pp\nfunction web::f() { 1 }\n"
                + "== site/web/manifests/init.pp\nclass web {\n"
                + "  notice(web::f(), 1.web::g, size('x'))\n}\n",
            "site/web/manifests/init.pp:2:22"),
        example(
            ReferenceRule.DEPRECATED_FUNCTION,
            "== site/web/manifests/init.pp\nclass web($p = hiera('web_port')) { }\n",
            "site/web/manifests/init.pp:1:16"),
        example(
            ReferenceRule.MODULE_NOT_AT_HAND,
            "== manifests/site.pp\ninclude nginx, nginx::x\n",
            "environment.conf"));
  }

  private static List<Example> declarations() {
    String web = "== site/web/manifests/init.pp\nclass web(Integer[1] $port, $x = 1) { }\n";
    String site = "== site/web/manifests/site.pp\ndefine web::site(String $root) { }\n";
    String manifest = "== manifests/site.pp\n";
    return List.of(
        example(
            ReferenceRule.UNKNOWN_PARAMETER,
            web + manifest + "class { 'web': port => 1,\n  prot => 2 }\n",
            "manifests/site.pp:2:3"),
        example(
            ReferenceRule.UNKNOWN_ATTRIBUTE,
            manifest + "file { '/x': mod => '0644', mode => '0644', tag => x }\n",
            "manifests/site.pp:1:14"),
        example(
            ReferenceRule.UNKNOWN_ATTRIBUTE,
            "== site/web/lib/puppet/type/web_site.rb\nPuppet::Type.newtype(:web_site) do\n"
                + "  ensurable\n  newparam(:name)\n  newproperty(:root) do\n  end\nend\n"
                + manifest
                + "web_site { 'x': ensure => present, root => 1, rot => 2 }\n",
            "manifests/site.pp:1:47"),
        example(
            ReferenceRule.MISSING_PARAMETER,
            site + manifest + "web::site { 'a': root => '/', }\nweb::site { 'b': }\n",
            "manifests/site.pp:2:13"),
        example(
            ReferenceRule.WRONG_TYPE,
            web + manifest + "class { 'web': port => '80' }\n",
            "manifests/site.pp:1:24"),
        example(
            ReferenceRule.WRONG_TYPE,
            site
                + manifest
                + "web::site { 'a': root => \"/${x}\" }\nweb::site { 'b': root => 0 }\n$x = 1",
            "manifests/site.pp:2:26"));
  }

  private static List<Example> files() {
    String web = "== site/web/templates/a.erb\nx\n== site/web/files/a\nx\n";
    return List.of(
        example(
            ReferenceRule.MISSING_TEMPLATE,
            web + "== manifests/site.pp\nnotice(template('web/a.erb', 'web/b.erb'))\n",
            "manifests/site.pp:1:30"),
        example(
            ReferenceRule.MISSING_FILE,
            web
                + "== manifests/site.pp\nfile { '/x':\n"
                + "  source => ['puppet:///modules/web/b', 'puppet:///modules/web/a'] }\n"
                + "file { '/y': source => 'puppet:///modules/web/b' }\n"
                + "notice(file('web/b', '/etc/x'), file('web/c'))\n",
            "manifests/site.pp:3:24",
            "manifests/site.pp:4:33"));
  }

  private static List<Example> variables() {
    return List.of(
        example(
            ReferenceRule.UNKNOWN_VARIABLE,
            "== site/web/manifests/params.pp\nclass web::params { $port = 1 }\n"
                + "== site/web/manifests/init.pp\n"
                + "class web($name_of = $port) inherits web::params {\n"
                + "  notice(\"${prot} ${title}\", $facts['x'], $kernel)\n"
                + "  [1].each |$i| { $j = $i }\n"
                + "  notice($web::params::port, $web::params::prot, $jump)\n}\n",
            "site/web/manifests/init.pp:2:13",
            "site/web/manifests/init.pp:4:30",
            "site/web/manifests/init.pp:4:50"),
        example(
            ReferenceRule.LEGACY_FACT,
            "== data/common.yaml\na: '%{::osfamily} %{facts.os.family}'\n"
                + "== site/web/manifests/init.pp\nclass web($hostname) {\n"
                + "  notice($facts['osfamily'], $::fqdn, $hostname, $ipaddress_eth0)\n}\n",
            "data/common.yaml:1:4",
            "site/web/manifests/init.pp:2:10",
            "site/web/manifests/init.pp:2:30",
            "site/web/manifests/init.pp:2:50"));
  }

  private static List<Example> others() {
    return List.of(
        example(
            ReferenceRule.INHERITANCE_CYCLE,
            "== site/web/manifests/a.pp\nclass web::a inherits web::b { }\n"
                + "== site/web/manifests/b.pp\nclass web::b inherits web::a { }\n",
            "site/web/manifests/a.pp:1:1",
            "site/web/manifests/b.pp:1:1"),
        example(
            ReferenceRule.UNBOUND_KEY,
            "== site/web/manifests/init.pp\nclass web($port, $x = lookup('web::extra')) { }\n"
                + "== data/common.yaml\nweb::port: 1\nweb::prot: 1\nweb::extra: 1\nplain: 1\n",
            "data/common.yaml:2:1"));
  }
}
