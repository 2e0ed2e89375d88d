# Holds a directory of its own in .puppet-ha/tmp, under a lock, until its standard input ends. $1 is its name.
N=$1
mkdir -p -- "$S/modules" "$S/environments" "$S/tmp"
cd "$S/tmp"
for file in *.flock; do
  [ ! -e "$file" ] || (exec 8>>"$file" && flock -n 8 && [ -e "$file" ] && rm -rf -- "./${file%.flock}" && rm -f -- "$file") || :
done
trap 'cd / && rm -rf -- "$S/tmp/$N" && rm -f -- "$S/tmp/$N.flock"' EXIT
trap 'exit 1' HUP INT TERM PIPE
while :; do
  exec 9>>"$N.flock"
  flock -n 9 && [ -e "$N.flock" ] && break
  exec 9>&-
done
mkdir -- "$N"
printf 'ready\n'
cat >/dev/null
