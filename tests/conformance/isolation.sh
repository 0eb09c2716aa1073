#!/usr/bin/env bash
# Proves that a program is isolated: it opens no socket, starts no other program and opens no system font.
#
# It builds all papers of the briefs in all their languages.
#
# Usage: isolation.sh SPRAVKA FOLDER BRIEF...        (FOLDER is for the papers and the trace)
set -euo pipefail
spravka=$1 work=$2
shift 2
rm -rf "$work"
mkdir -p "$work"
strace -f --seccomp-bpf -qq -o "$work/trace" -e trace=%network,execve,openat,open \
    "$spravka" build "$@" -t all -l all -o "$work" >/dev/null

verdict() { # verdict WHAT PATTERN: FAIL with the calls that match, all but the start of the program itself.
    if found=$(grep -E "$2" "$work/trace" | grep -v ENOENT); then
        echo "FAIL  isolation  $1"
        head -n 5 <<<"$found" | sed 's/^/      /'
        bad=1
    else
        echo "PASS  isolation  $1"
    fi
}
bad=0
sed -i 1d "$work/trace" # the program's own execve
verdict "no network" '(socket|connect|sendto|bind)\('
verdict "no other program" 'execve\('
verdict "no font of the system" '"[^"]*(/fonts?/|fontconfig|\.(ttf|otf|ttc|pfb))'
exit "$bad"
