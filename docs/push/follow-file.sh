#!/bin/sh
# Follows a log and pushes what is written to it: nothing is lost and nothing is sent twice, also when this machine, the
# network or Bounceboard is away for a while. Needs curl, and nothing else that a server does not have.
#
#   BOUNCEBOARD_URL=__ADDRESS__/api/v1/ingest/__SOURCE__ BOUNCEBOARD_TOKEN=__TOKEN__ ./follow-file.sh /var/log/mail.log
#
# How far it has come is kept in a file (STATE), and how much is being sent: after a crash exactly that is sent again,
# under the same key, so that it is the same to Bounceboard. A file that was
# rotated away is read to its end first, if it lies beside the log as mail.log.1; so it should be with delaycompress.
set -u

log=${1:?name the log to follow}
state=${STATE:-/var/lib/bounceboard-push/$(basename "$log").position}
pause=${PAUSE:-2}
most=${MOST:-8388608}
: "${BOUNCEBOARD_URL:?}" "${BOUNCEBOARD_TOKEN:?}"

mkdir -p "$(dirname "$state")"
piece=$(mktemp) || exit 1
trap 'rm -f "$piece"' EXIT
trap 'exit 0' INT TERM

inode=0 position=0 sending=0
[ -s "$state" ] && read -r inode position sending <"$state"

remember() {
  sending=$1
  printf '%s %s %s\n' "$inode" "$position" "$sending" >"$state.new" && mv "$state.new" "$state"
}

# Sends whole lines of $1 from $position on. Fails where there are none, or where they were not accepted.
send() {
  if [ "$sending" -gt 0 ]; then
    tail -c +$((position + 1)) "$1" 2>/dev/null | head -c "$sending" >"$piece"
  else
    # The last line may be half written: what comes after the last line end waits.
    tail -c +$((position + 1)) "$1" 2>/dev/null | head -c "$most" >"$piece"
    lines=$(wc -l <"$piece")
    [ "$lines" -gt 0 ] || return 1
    head -n "$lines" "$piece" >"$piece.lines" && mv "$piece.lines" "$piece"
  fi
  length=$(wc -c <"$piece")
  # An emptied file begins anew at the same place: what the piece says tells it from the one before.
  sum=$(cksum <"$piece" | cut -d " " -f 1)
  remember "$length"
  # The token goes in by a pipe: arguments are for everybody to see.
  answer=$(printf 'header = "Authorization: Bearer %s"\n' "$BOUNCEBOARD_TOKEN" |
    curl --silent --show-error --config - --max-time 120 --output /dev/stderr --write-out '%{http_code}' \
      --header "Idempotency-Key: $inode-$position-$length-$sum" --header 'Content-Type: text/plain' \
      --data-binary "@$piece" "$BOUNCEBOARD_URL")
  [ "$answer" = 202 ] || { echo " not accepted ($answer), trying again" >&2; sleep 10; return 1; }
  echo >&2
  position=$((position + length))
  remember 0
}

while :; do
  now=$(stat -c %i "$log" 2>/dev/null || echo 0)
  if [ "$now" != 0 ] && [ "$now" != "$inode" ]; then
    # Another file than before: first what is left of the one that was rotated away.
    if [ "$inode" != 0 ] && [ "$(stat -c %i "$log.1" 2>/dev/null || echo 0)" = "$inode" ]; then
      while [ "$(stat -c %s "$log.1")" -gt "$position" ] && send "$log.1"; do :; done
      [ "$(tail -c +$((position + 1)) "$log.1" | wc -l)" -eq 0 ] || continue
    fi
    inode=$now position=0
    remember 0
  fi
  # Shorter than what was read: it was emptied in place (copytruncate).
  [ "$now" != 0 ] && [ "$(stat -c %s "$log")" -lt "$position" ] && { position=0; remember 0; }
  [ "$now" != 0 ] && send "$log" || sleep "$pause"
done
