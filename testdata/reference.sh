#!/usr/bin/env bash
# Measures what is promised of a large history beside what it is compared with, in one call, and prints the table.
#
#   testdata/reference.sh                 1,000,000 numbers of 20,000 customers
#   testdata/reference.sh 100000          another size
#   TTYBENCH=PATH BARE=PATH [PROBE=COMMAND] testdata/reference.sh
#       also the screen: first frame, memory, keys, letters and quit, and a step and a held key in the
#       panes of 20,000 customers, 10,000 numbers and 2,000 listings, seven rounds, each beside the bare
#       program in the same round. PATH are a built ttybench and its hello, the least Bubble Tea program;
#       COMMAND runs the least browser of such rows, for the held key.
#   FILLED=HOME testdata/reference.sh 1000000
#       with a profile that an earlier fill left in its folders below HOME (c, d, s and ca), instead of a fill.
#   ROUNDS=5    other than seven rounds of the screen
#
# It needs the sqlite3 shell, about 1 GB below TMPDIR for a million numbers, and minutes. Only ratios
# of one call mean something: the load of the machine is printed with them.
set -euo pipefail
cd "$(dirname "$0")/.."
rows=${1:-1000000}
customers=$(((rows + 49) / 50))
rounds=${ROUNDS:-7}
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
data=${FILLED:-$home}
folders=(HOME="$data" XDG_CONFIG_HOME="$data/c" XDG_DATA_HOME="$data/d" XDG_STATE_HOME="$data/s" XDG_CACHE_HOME="$data/ca")
go build -o "$home/switchboard" .

echo "load before: $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || sysctl -n vm.loadavg)"
filled="by an earlier call"
[ -n "${FILLED:-}" ] || filled=$(env "${folders[@]}" "$home/switchboard" sandbox fill --activations "$rows" --customers "$customers" --until 2026-11-28 --profile default 2>&1 | grep written)
profile=$data/d/switchboard/profiles/default
bytes() { sqlite3 -readonly "$profile/$1.db" "SELECT printf('%.0f', sum(pgsize) * 1.0 / $rows) FROM dbstat"; }
bench() { go test ./store -run '^$' -bench "$1" -benchtime "$2" -profile "$profile" 2>/dev/null | grep "^Benchmark" | sed 's/^Benchmark//; s/ns\/op/ns a run/; s/[[:space:]][[:space:]]*/ /g'; }

echo "| what | figures |"
echo "| --- | --- |"
echo "| fill | $filled |"
echo "| bytes a number, cache and journal | $(bytes cache), $(bytes journal) |"
strip -o "$home/stripped" "$home/switchboard" && echo "| the program stripped | $(wc -c <"$home/stripped") bytes |"
echo "| before main | $(GODEBUG=inittrace=1 "$home/switchboard" --version 2>&1 | awk '/^init /{ms += $5} END {print ms " ms"}') |"
tell() { bench "$@" | while read -r figures; do echo "| go test ./store -bench | $figures |"; done; }
for line in 'Letters/signatures 3x' 'Ingest 7x' 'HistoryPage 200x' 'CustomersPage 200x' 'Open 20x'; do
	tell ${line% *} "${line#* }"
done

if [ -n "${TTYBENCH:-}" ] && [ -n "${BARE:-}" ]; then
	number=$(sqlite3 -readonly "$profile/cache.db" "SELECT substr(phone, 2) FROM activations WHERE k < (SELECT max(k) FROM activations) - (100 * 86400 << 20) ORDER BY k DESC LIMIT 1")
	script() { # name, command, what stands in its first frame, key of a step, key that opens the search
		printf '%s\n' "name $1" "cmd $2" "wait rows $3 10s" "stable first" "mem first" "bench down 60 $4" "flood hold 100 16ms $4" "key $5" "spell letter $number settle=100ms" "key esc" "mem end" "key q"
	}
	script bare "$BARE" /ready/ x x >"$home/bare.tt"
	{
		script switchboard "$home/switchboard --offline --pane history --profile default" '/\+[0-9]/' down /
		printf 'env %s\n' "${folders[@]}"
	} | awk '/^(name|cmd|env) /{print; next} {rest = rest $0 "\n"} END {printf "%s", rest}' >"$home/switchboard.tt"
	"$TTYBENCH" -n "$rounds" "$home/bare.tt" "$home/switchboard.tt" # a million numbers, and nothing in the other panes
	tell Others 20x # the other panes are filled to their size: it stays in the profile
	printf '%s\n' "name probe" "cmd ${PROBE:-$BARE}" "stable first" "bench down 60 down" "flood hold 200 16ms down" "key q" >"$home/probe.tt"
	for pane in history customers numbers listings; do
		printf '%s\n' "name $pane" "cmd $home/switchboard --offline --pane $pane --profile default" >"$home/$pane.tt"
		printf 'env %s\n' "${folders[@]}" >>"$home/$pane.tt"
		# Far enough down that each step moves the whole list.
		printf '%s\n' "stable first" "flood before 60 16ms down" "bench down 60 down" "flood hold 200 16ms down" "key q" >>"$home/$pane.tt"
	done
	"$TTYBENCH" -n "$rounds" "$home/probe.tt" "$home/history.tt" "$home/customers.tt" "$home/numbers.tt" "$home/listings.tt"
	"$TTYBENCH" -n "$rounds" "$home/bare.tt" "$home/switchboard.tt" # the same with the other panes full
fi
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg 2>/dev/null || sysctl -n vm.loadavg)"
