# Removes what nobody uses any more; runs under the lock. U is a name that is used once, OLD a time in seconds.
sweeping() {
  exec 7>>"$S/tmp/$U.flock"
  flock -n 7
  mkdir -p -- "$S/tmp/$U"
}
older() { # path
  [ -d "$1" ] && [ ! -L "$1" ] && [ "$(stat -c %Y -- "$1")" -lt "$OLD" ]
}
tree() { # name; one that is live stays
  for entry in "$R"/*; do
    if [ -L "$entry" ] && [ "${entry##*/}" != "$1" ] && [ "$(readlink -- "$entry")" = "$S/environments/$1" ]; then return 0; fi
  done
  older "$S/environments/$1" || return 0
  rm -f -- "$R/$1"
  mv -T -- "$S/environments/$1" "$S/tmp/$U/$1"
  rm -f -- "$S/environments/$1.json" "$S/environments/$1.seal"
}
records() { # what trees lead to
  RECORDS=
  for entry in "$S/environments"/*; do
    [ ! -d "$entry" ] || RECORDS="$RECORDS $(find "$entry" -type l -exec sh -c '
      for link; do to=$(readlink -- "$link"); printf "\"%s\" " "${to##*/}"; done' sh {} +)"
  done
}
module() { # name; one that a tree uses stays
  older "$S/modules/$1" || return 0
  case $RECORDS in *"\"$1\""*) return 0 ;; esac
  mv -T -- "$S/modules/$1" "$S/tmp/$U/$1"
  rm -f -- "$S/modules/$1.seal"
}
mended() { # what was put aside so long ago; its name ends in the time, in milliseconds
  for entry in "$S/mended"/*; do
    [ ! -d "$entry" ] || [ "${entry##*-}" -ge "${OLD}000" ] || mv -T -- "$entry" "$S/tmp/$U/${entry##*/}"
  done
}
swept() {
  sync -- "$R" "$S/environments" "$S/modules"
  rm -rf -- "$S/tmp/$U"
  rm -f -- "$S/tmp/$U.flock"
}
