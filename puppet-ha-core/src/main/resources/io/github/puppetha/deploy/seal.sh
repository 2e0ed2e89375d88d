# What stat tells of an entry of the store is kept beside it, so that what was changed since is noticed.
stats() { # path
  (cd "$1" && find . ! -type d -print0 | xargs -0 -r stat --printf '%n %a %s %.9Y %.9Z %i\0' -- | sort -z | sha256sum)
}
seal() { # modules or environments, name
  stats "$S/$1/$2" >"$S/$1/$2.seal"
}
unsealed() { # modules or environments, name; says it when something touched it
  [ -e "$S/$1/$2.seal" ] && [ "$(cat -- "$S/$1/$2.seal")" = "$(stats "$S/$1/$2")" ] || printf '%s\n' "$2"
}
