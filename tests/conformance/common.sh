# Sourced by run and archive: their shared part. Needs $work, a folder to keep things in.
#
# Takes the program to judge from their first argument, goes to the top of the repository, provides what the
# judges need (setup.sh), and counts verdicts: $spravka, $here, $python, vera, pass, fail, judge, noticed,
# sum_up.
spravka=$(realpath -m "${1:-$(dirname "$0")/../../target/debug/spravka}")
cd "$(dirname "$0")/../.."
here=tests/conformance
[[ -f $spravka && -x $spravka ]] || { echo "no program ${spravka#"$PWD"/}: run \`cargo build\` first" >&2; exit 2; }
mkdir -p "$work"
unset SOURCE_DATE_EPOCH SPRAVKA_ARCHIVE
export PYTHONDONTWRITEBYTECODE=1 PYTHONUTF8=1
source "$here/setup.sh"
# The programs that pose as spravka are Python as well, and a version manager's python3 takes longer to start than they run.
PATH=$PWD/$venv/bin:$PATH

# vera FLAVOURS PAPER...: the reference validator.
vera() { java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$java_path" "$here/veraPDF.java" --flavours "$@"; }

passed=0 failed=0
pass() { echo "PASS  $1"; passed=$((passed + 1)); }
fail() { echo "FAIL  $1"; failed=$((failed + 1)); sed 's/^/      /' "$work/verdict" "$work/stderr"; }

# judge NAME PAPER...: runs a judge, counts its verdicts and prints how long it took.
# A judge that crashes without a FAIL, or prints nothing, has failed.
judge() {
    local name=$1 status=0 good bad began=$SECONDS
    echo "== $name"
    "$@" >"$work/verdict" 2>"$work/stderr" || status=$?
    good=$(grep -c '^PASS' "$work/verdict") || true
    bad=$(grep -c '^FAIL' "$work/verdict") || true
    if ((status > 1 || (status == 1) != (bad > 0) || good + bad == 0)); then
        fail "$name broke down, exit code $status"
    else
        cat "$work/verdict"
        passed=$((passed + good)) failed=$((failed + bad))
    fi
    echo "$name took $((SECONDS - began)) s"
}

# noticed WHAT WORDS JUDGE PAPER...: the judge must FAIL these papers and name the fault in these words.
noticed() {
    local what=$1 words=$2 name=$3 status=0
    "${@:3}" >"$work/verdict" 2>"$work/stderr" || status=$?
    if ((status == 1)) && grep '^FAIL' "$work/verdict" >/dev/null && grep -E -- "$words" "$work/verdict" >/dev/null; then
        pass "control: $name notices $what"
    else
        fail "control: $name is blind to $what"
    fi
}

# sum_up: prints the last line and returns whether all passed.
sum_up() {
    echo "$passed passed, $failed failed"
    ((failed == 0))
}
