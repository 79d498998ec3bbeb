#!/bin/sh
# Starts a private PostgreSQL server for the tests, on a free port of the loopback
# interface and in a temporary folder, and stops it:
#
#	eval "$(internal/conformance/postgres.sh start)"   # sets SYNTHHUB_POSTGRES
#	(cd internal/conformance && go test ./...)
#	internal/conformance/postgres.sh stop
#
# It needs the programs of PostgreSQL: on Debian, apt-get install postgresql. If you are
# root, it runs the server as the user postgres, since PostgreSQL refuses to run as root.
# stop finds the server by SYNTHHUB_POSTGRES_DIR, which start sets as well.
set -eu

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(command -v pg_ctl)") || {
	echo "postgres.sh: PostgreSQL is not installed: apt-get install postgresql" >&2
	exit 1
}

unprivileged() { # runs a command as a user other than root
	if [ "$(id -u)" = 0 ]; then
		(cd / && setpriv --reuid=postgres --regid=postgres --init-groups "$@")
	else
		"$@"
	fi
}

case "${1:-}" in
start)
	dir=$(mktemp -d)
	chmod 755 "$dir"
	[ "$(id -u)" = 0 ] && chown postgres "$dir"
	unprivileged "$bin/initdb" -D "$dir/data" -U synthhub --auth=trust --encoding=UTF8 --locale=C --no-sync >"$dir.log" 2>&1
	# A port may be in use, so try several.
	for port in 54329 54330 54331 54332 54333; do
		if unprivileged "$bin/pg_ctl" -D "$dir/data" -w -t 30 -l "$dir/server.log" \
			-o "-c listen_addresses=127.0.0.1 -p $port -k $dir -c fsync=off" start >>"$dir.log" 2>&1; then
			echo "export SYNTHHUB_POSTGRES='postgres://synthhub@127.0.0.1:$port/postgres?sslmode=disable'"
			echo "export SYNTHHUB_POSTGRES_DIR='$dir'"
			exit 0
		fi
	done
	cat "$dir.log" "$dir/server.log" >&2
	echo "postgres.sh: the server did not start" >&2
	exit 1
	;;
stop)
	: "${SYNTHHUB_POSTGRES_DIR:?is not set: nothing to stop}"
	unprivileged "$bin/pg_ctl" -D "$SYNTHHUB_POSTGRES_DIR/data" -m fast -w stop >/dev/null
	rm -rf "$SYNTHHUB_POSTGRES_DIR" "$SYNTHHUB_POSTGRES_DIR.log"
	;;
*)
	echo "usage: postgres.sh start|stop" >&2
	exit 2
	;;
esac
