# Begins every script that is run on a server. $1 is the environments directory.
set -eu
LC_ALL=C; export LC_ALL
umask 022
R=$1; shift
S=$R/.puppet-ha
fail() { printf '%s\n' "$*" >&2; exit 9; }
printf '\036'
