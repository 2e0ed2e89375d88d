node default {
  include profile::bse
}
