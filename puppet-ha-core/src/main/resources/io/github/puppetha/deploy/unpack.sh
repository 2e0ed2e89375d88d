# Unpacks a tar stream into the session's directory and says the digest of all that is in it. $1 is its name, $2 a
# program that uncompresses.
cd "$S/tmp/$1"
$2 | tar -x -f - -m --no-same-owner || fail "tar could not unpack into $S/tmp/$1"
digest
