class profile::base (String $motd) {
  file { "/etc/motd": content => $motd }
}
