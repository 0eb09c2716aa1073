#!/usr/bin/env bash
# Proves that the shares of a run together make up the whole.
#
# Usage: shards.sh SPRAVKA BRIEFS WORK SHARE...
#
# Builds all papers of a folder of briefs at once, then the shares that are named, each by a process of its
# own that GNU parallel starts and all at a time, into one folder. Both must have the same papers, byte for
# byte.
set -euo pipefail
spravka=$(realpath "$1") briefs=$(realpath "$2") work=$(realpath -m "$3")
shift 3
rm -rf "$work"
mkdir -p "$work"
cd "$work"
cp -r "$briefs" briefs
"$spravka" build briefs -t all -l all -q -o whole
parallel "$spravka" build briefs -t all -l all -q -o shares --shard {} ::: "$@"

status=0
shopt -s nullglob
for paper in whole/*.pdf; do
    if cmp "$paper" "shares/${paper#whole/}" >difference 2>&1; then
        echo "PASS  shards  ${paper#whole/}"
    else
        echo "FAIL  shards  ${paper#whole/}: $(cat difference)"
        status=1
    fi
done
for paper in shares/*.pdf; do
    [[ -e whole/${paper#shares/} ]] || { echo "FAIL  shards  not asked for: ${paper#shares/}" && status=1; }
done
exit $status
