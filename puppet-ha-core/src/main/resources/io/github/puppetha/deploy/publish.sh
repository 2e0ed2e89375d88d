# Brings what is in the session's directory to the disk and gives it its name. $1 is the session.
cd "$S/tmp/$1"
give() { # name, directory
  mv -T -- "$1" "$S/$2/$1" 2>/dev/null || [ -d "$S/$2/$1" ] || fail "$S/tmp cannot be renamed to $S/$2/$1"
}
mend() { # name, directory, time; what is there goes aside, as it was
  mkdir -p -- "$S/mended"
  mv --exchange -T -- "$1" "$S/$2/$1" 2>/dev/null || {
    mv -T -- "$S/$2/$1" "$1.old"
    mv -T -- "$1" "$S/$2/$1"
    mv -T -- "$1.old" "$1"
  }
  mv -T -- "$1" "$S/mended/$1-$3"
}
