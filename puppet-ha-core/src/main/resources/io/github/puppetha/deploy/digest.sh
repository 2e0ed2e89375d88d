# The digest of the directory that one is in, as TreeDigest computes it; $@ are conditions of find that leave things out.
hashes() { sort -z | xargs -0 -r sha256sum -z --; }
digest() {
  {
    printf 'file\0'; find . "$@" -type f ! -perm -u=x -print0 | hashes
    printf 'program\0'; find . "$@" -type f -perm -u=x -print0 | hashes
    printf 'link\0'; find . "$@" -type l -print0 | sort -z | xargs -0 -r sh -c '
      for link; do h=$(readlink -n -- "$link" | sha256sum); printf "%s  %s\0" "${h%% *}" "$link"; done' sh
  } | sha256sum
}
