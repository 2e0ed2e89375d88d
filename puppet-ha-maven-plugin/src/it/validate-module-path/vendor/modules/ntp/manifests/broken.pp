class ntp {
