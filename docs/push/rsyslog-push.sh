#!/bin/bash
# Reads batches of lines from rsyslog (omprog with transactions) and pushes each; says OK only for what was accepted, so
# that rsyslog keeps and repeats the rest. See rsyslog.conf. Address and token stand in the file that is its argument.
set -u
. "${1:?name the file that holds BOUNCEBOARD_URL and BOUNCEBOARD_TOKEN}"
: "${BOUNCEBOARD_URL:?}" "${BOUNCEBOARD_TOKEN:?}"

push() {
  printf 'header = "Authorization: Bearer %s"\n' "$BOUNCEBOARD_TOKEN" |
    curl --silent --config - --max-time 60 --output /dev/null --write-out '%{http_code}' \
      --header 'Content-Type: text/plain' --data-binary "@$batch" "$BOUNCEBOARD_URL"
}

batch=$(mktemp) || exit 1
trap 'rm -f "$batch"' EXIT

echo OK # Ready.
while IFS= read -r line; do
  case $line in
  'BEGIN TRANSACTION')
    : >"$batch"
    echo OK
    ;;
  'COMMIT TRANSACTION')
    # The same batch again is the same to Bounceboard: its bytes are its name.
    answer=$(push)
    if [ "$answer" = 202 ]; then echo OK; else echo "not accepted: $answer"; fi
    ;;
  *)
    printf '%s\n' "$line" >>"$batch"
    echo DEFER_COMMIT
    ;;
  esac
done
