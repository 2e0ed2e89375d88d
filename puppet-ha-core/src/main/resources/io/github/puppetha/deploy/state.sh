# Says what is there, as words that end with NUL. Changes nothing. $@ are more programs that are needed.
for tool in flock tar find xargs sha256sum sort mv ln sync touch mkdir rm rmdir stat readlink head cat timeout "$@"; do
  command -v "$tool" >/dev/null 2>&1 || printf 'missing\0%s\0' "$tool"
done
mv --help 2>&1 | grep -q no-target-directory || printf 'missing\0mv of GNU coreutils (mv -T)\0'
sync --help 2>&1 | grep -q file-system || printf 'missing\0sync of GNU coreutils (sync -f)\0'
sort --help 2>&1 | grep -q zero-terminated || printf 'missing\0sort of GNU coreutils (sort -z)\0'
if command -v gzip >/dev/null 2>&1; then printf 'gzip\0yes\0'; fi
if [ -d "$R" ]; then
  [ -w "$R" ] || printf 'blocked\0user %s may not write to %s there\0' "$(id -un)" "$R"
elif [ -d "${R%/*}/" ]; then
  [ -w "${R%/*}/" ] || printf 'blocked\0user %s may not write to %s there\0' "$(id -un)" "${R%/*}"
else
  printf 'blocked\0there is no directory %s there\0' "${R%/*}"
fi
if [ -d "$R" ] && [ ! -r "$R" -o ! -x "$R" ]; then
  printf 'blocked\0user %s may not read %s there\0' "$(id -un)" "$R"
fi
for entry in "$R"/*; do
  name=${entry##*/}
  if [ -L "$entry" ]; then
    target=$(readlink -n -- "$entry"; printf x); target=${target%x}
    case $target in
      "$S/environments/"*/*) printf 'foreign\0%s\0' "$name" ;;
      "$S/environments/"?*) printf 'link\0%s=%s\0' "$name" "${target##*/}" ;;
      *) printf 'foreign\0%s\0' "$name" ;;
    esac
  elif [ -d "$entry" ]; then
    for inside in "$entry"/* "$entry"/.[!.]* "$entry"/..?*; do
      if [ -e "$inside" ] || [ -L "$inside" ]; then printf 'foreign\0%s\0' "$name"; break; fi
    done
  elif [ -e "$entry" ]; then
    printf 'foreign\0%s\0' "$name"
  fi
done
for kind in modules environments; do
  [ ! -d "$S/$kind" ] || (cd "$S/$kind" && for name in *; do
    [ ! -d "$name" ] || [ -L "$name" ] || printf '%s\0' "$name"
  done | xargs -0 -r stat --printf "$kind"'\0%n=%Y\0' --)
done
if [ -e "$S/state.json" ]; then
  text=$(cat -- "$S/state.json"; printf x); text=${text%x}
  printf 'state\0%s\0seen\0%s\0' "$text" "$(printf '%s' "$text" | sha256sum)"
fi
printf 'end\0end\0'
