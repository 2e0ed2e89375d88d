# What a switch is made of; U is a name that is used once, T the time in milliseconds.
# The lock: deployers that work here by other ways take it too.
lock() { # seconds
  mkdir -p -- "$S/tmp"
  exec 9>>"$S/flock"
  flock -w "$1" 9 || { printf busy; exit 3; }
}
seen() { # digest of state.json, or none
  now=none
  if [ -e "$S/state.json" ]; then now=$(sha256sum <"$S/state.json"); fi
  [ "${now%% *}" = "$1" ] || { printf changed; exit 3; }
}
tidy() {
  for left in "$R"/.*.tmp "$S"/.*.tmp; do
    case ${left##*/} in
      .*.????????-????-????-????-????????????.tmp) rm -f -- "$left" ;;
    esac
  done
}
need() { # directory below the store
  [ -d "$S/$1" ] && [ ! -L "$S/$1" ] || fail "$S/$1 was staged and is gone; deploy again"
}
put() { # file, parts of its text
  file=$1; shift
  printf '%s' "$@" >"$S/.$file.$U.tmp"
  sync -- "$S/.$file.$U.tmp"
  mv -T -- "$S/.$file.$U.tmp" "$S/$file"
  sync -- "$S"
}
note() { # line
  printf '%s\n' "$1" >>"$S/journal"
  sync -- "$S/journal"
}
aside() { # name
  [ "$TAKEOVER" = true ] || { printf 'foreign %s' "$1"; exit 3; }
  mkdir -p -- "$S/replaced"
  mv -T -- "$R/$1" "$S/replaced/$1-$T"
}
point() { # name, tree
  if [ -L "$R/$1" ]; then
    old=$(readlink -n -- "$R/$1"; printf x); old=${old%x}
    case $old in
      "$S/environments/$2") return 0 ;;
      "$S/environments/"*/*) aside "$1" ;;
      "$S/environments/"?*) ;;
      *) aside "$1" ;;
    esac
  elif [ -d "$R/$1" ]; then
    rmdir -- "$R/$1" 2>/dev/null || aside "$1"
  elif [ -e "$R/$1" ]; then
    aside "$1"
  fi
  ln -s -- "$S/environments/$2" "$R/.$1.$U.tmp"
  mv -T -- "$R/.$1.$U.tmp" "$R/$1"
}
unpoint() { # name
  [ ! -L "$R/$1" ] || rm -f -- "$R/$1"
}
