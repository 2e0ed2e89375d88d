class profile::web (Integer $port = 80) {
  file { '/etc/web.conf'
    content => epp('profile/web.conf.epp', { 'port' => $port }),
  }
}
