# A class, a define, a node, a function, aliases.
class site::web(
  String[1] $name_of,
  Optional[Hash[String, Struct[{a => Integer, Optional[b] => Enum['x', 'y']}]]] $more = undef,
  Integer *$rest,
) inherits site::base {
  include site::other, ::site::third
  $x = [1, 0x1F, 017, 1.5e-3, 'a', "b ${x['c'].d |$e| { $e + 1 }} $f::g", undef, default, true]
  define inner($a = $b) { notify { "${title}": message => $a ? { /x/ => 1, default => -1 } } }
}
define site::thing($ensure, *$rest) { @@file { $title: * => $rest, ensure => $ensure } -> Foo['a'] ~> Bar <| a == b and c != 'd' |> { e +> 1 } }
node /^web\d+/, 'a.b-c', d.e, default { class { 'site::web': } }
function site::f(Integer $a, $b = $a) >> Array[String, 1] { $a.map |$i| { "${i}" } }
type Site::Port = Integer[1, 65535]
type Runtime[ruby, 'x'] = Foo
