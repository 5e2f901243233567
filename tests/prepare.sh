#!/bin/sh
# See that Chromium, PostgreSQL and libical are there for the tests. As root on Debian, install
# what is missing; elsewhere say what it is.
missing=""
command -v chromium >/dev/null || command -v chromium-browser >/dev/null \
  || command -v google-chrome >/dev/null || missing="$missing chromium"
command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 \
  || missing="$missing postgresql"
python3 -c 'import ctypes; ctypes.CDLL("libical.so.3")' 2>/dev/null || missing="$missing libical3"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  # newer releases call it libical3t64
  libical=$(apt-cache search --names-only '^libical3(t64)?$' | cut -d' ' -f1 | head -n 1)
  packages=$(echo "$missing" | sed "s/libical3/${libical:-libical3}/")
  # shellcheck disable=SC2086
  apt-get install -y -qq --no-install-recommends $packages >/dev/null && exit 0
fi
echo "The tests need these programs and libraries; please install them:$missing" >&2
exit 1
