# What every node has.
class profile::base (
  String $motd,
) {
  file { '/etc/motd':
    content => "${motd}\n",
  }
}
