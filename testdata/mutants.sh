#!/usr/bin/env bash
# Changes the rules about money, states, limits and emergency addresses one at a
# time and prints the changes that no test notices. The list is mutants.tsv, one
# change a line: file, old text, new text, packages to test, pattern for -run.
# In the texts ⏎ is a line end and ⇥ a tab; each old text is in its file exactly once.
#
#   testdata/mutants.sh                  every line
#   testdata/mutants.sh oneuc money      lines that hold one of these words
#   testdata/mutants.sh -c               only: does the list fit the code?
#   testdata/mutants.sh -r               leave out what the last run saw noticed
#   testdata/mutants.sh -j 4             four at a time instead of two
#
# At its end stands a table by file: tried, noticed, alive, and how long it took. A
# run that was cut off is gone on with by -r, also over a tree that has changed since.
#
# The tree itself is never touched: every change is made in a copy below TMPDIR.
# It ends with 0 when every change was noticed, 1 when some were not, and 2 when
# the list does not fit the code or tests fail without any change.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD list=$root/testdata/mutants.tsv
seen=${TMPDIR:-/tmp}/switchboard-mutants-$(id -u).seen

check='' resume='' jobs=2
while getopts crj: flag; do
	case $flag in
	c) check=1 ;;
	r) resume=1 ;;
	j) jobs=$OPTARG ;;
	*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))

rows=()
while IFS= read -r row; do
	[ -n "$row" ] && [ "${row#\#}" = "$row" ] || continue
	wanted=$([ $# -eq 0 ] && echo 1 || true)
	for word in "$@"; do [ "${row#*"$word"}" = "$row" ] || wanted=1; done
	[ -z "$wanted" ] || rows+=("$row")
done <"$list"
[ ${#rows[@]} -gt 0 ] || { echo "no line of $list holds: $*" >&2; exit 2; }

# fields parts a row into file, old, new, packages and tests.
fields() {
	IFS=$'\t' read -r file old new packages tests <<<"$1"
	[ -n "$packages" ] || { echo "four or five columns are wanted: $1" >&2; return 1; }
	old=${old//⏎/$'\n'} new=${new//⏎/$'\n'}
	old=${old//⇥/$'\t'} new=${new//⇥/$'\t'}
}

# whole reads a file to its last byte into $text.
whole() { text=$(cat "$1" && printf .) && text=${text%.}; }

# fits fails when the old text is not in the file exactly once.
fits() {
	[ -f "$root/$file" ] || { echo "$file: there is no such file" >&2; return 1; }
	whole "$root/$file"
	local after=${text#*"$old"}
	[ "$after" != "$text" ] || { echo "$file does not hold: $old" >&2; return 1; }
	[ "${after#*"$old"}" = "$after" ] || { echo "$file holds more than once: $old" >&2; return 1; }
	[ "$old" != "$new" ] || { echo "$file: nothing is changed by: $old" >&2; return 1; }
}

bad=''
for row in "${rows[@]}"; do fields "$row" && fits || bad=1; done
[ -z "$bad" ] || { echo "the list does not fit the code" >&2; exit 2; }
[ -z "$check" ] || { echo "${#rows[@]} changes fit the code"; exit 0; }

export GOFLAGS="${GOFLAGS:-} -trimpath -buildvcs=false"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
copy() {
	mkdir "$scratch/$1"
	git ls-files -co --exclude-standard -z | tar -cf - --null -T - | tar -xf - -C "$scratch/$1"
}
try() { # packages and a pattern, in the current folder
	go test -short -vet=off -failfast -timeout 2m ${2:+-run "$2"} $1
}

todo=()
[ -n "$resume" ] || : >"$seen"
touch "$seen"
for row in "${rows[@]}"; do grep -qxF -- "$row" "$seen" || todo+=("$row"); done
echo "${#todo[@]} changes to try, ${#rows[@]} on the list"
[ ${#todo[@]} -gt 0 ] || exit 0

# worker K takes every jobs-th change, beginning with the K-th.
worker() {
	copy "$1" && cd "$scratch/$1"
	local good=$'\n' i row said began changed
	for ((i = $1; i < ${#todo[@]}; i += jobs)); do
		row=${todo[i]} began=$SECONDS
		fields "$row"
		if [ "${good#*$'\n'"$packages $tests"$'\n'}" = "$good" ]; then # does it pass unchanged?
			if ! said=$(try "$packages" "$tests" 2>&1) || [ "${said#*no tests to run}" != "$said" ]; then
				printf 'UNFIT  %s %s: its tests fail, or there are none, without any change\n%s\n' "$packages" "$tests" "$said" | tee -a "$scratch/unfit"
				continue
			fi
			good+="$packages $tests"$'\n'
		fi
		whole "$file"
		changed=${text%%"$old"*}$new${text#*"$old"}
		printf %s "$changed" >"$file"
		if said=$(try "$packages" "$tests" 2>&1); then
			printf '%s: %s → %s\n' "$file" "$old" "$new" >>"$scratch/alive"
			word=ALIVE
		elif [ "${said#*\[build failed\]}" != "$said" ] || [ "${said#*\[setup failed\]}" != "$said" ]; then
			printf '%s\n%s\n' "$row" "$said" >>"$scratch/unfit"
			word='NO GO' # it does not compile, so it shows nothing
		else
			printf '%s\n' "$row" >>"$seen"
			word=noticed
		fi
		printf %s "$text" >"$file"
		printf '%s\t%s\t%d\n' "$file" "$word" $((SECONDS - began)) >>"$scratch/table"
		printf '%3d/%d %-7s %3d s  %s: %s → %s\n' $((i + 1)) ${#todo[@]} "$word" $((SECONDS - began)) "$file" "${old//$'\n'/⏎}" "${new//$'\n'/⏎}"
	done
}

pids=()
for ((k = 0; k < jobs; k++)); do worker "$k" & pids+=($!); done
for pid in "${pids[@]}"; do wait "$pid" || echo "a worker ended early" >>"$scratch/unfit"; done

echo
touch "$scratch/table"
awk -F'\t' '{tried[$1]++; took[$1] += $3; if ($2 == "noticed") noticed[$1]++; if ($2 == "ALIVE") alive[$1]++}
	END {for (f in tried) printf "%4d tried %4d noticed %4d alive %5d s  %s\n", tried[f], noticed[f], alive[f], took[f], f}' "$scratch/table" | sort -k9
if [ -s "$scratch/unfit" ]; then
	echo "These show nothing:" && cat "$scratch/unfit"
	exit 2
fi
[ ! -s "$scratch/alive" ] || { echo "No test notices:" && cat "$scratch/alive" && exit 1; }
echo "Every change was noticed, after $SECONDS s."
