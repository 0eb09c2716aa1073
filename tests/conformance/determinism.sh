#!/usr/bin/env bash
# Proves that the same brief gives the same bytes for every user, at every place and time.
#
# Usage: determinism.sh SPRAVKA BRIEFS PAPERS WORK
#
# Builds all papers of every brief twice more, in all languages and both themes, in two folders of different
# depth, with another time zone, locale, home, clock and number of threads each time, and compares both with
# the papers built before: three processes, the same bytes. PAPERS has a folder for each theme. The clock is
# moved by libfaketime; that it truly reaches the program is checked first, else the proof is worthless.
set -euo pipefail
shopt -s nullglob
spravka=$(realpath "$1") briefs=$2 papers=$(realpath "$3") work=$(realpath -m "$4")
rm -rf "$work"

# elsewhere FOLDER CLOCK TZ LOCALE THREADS: builds all briefs in another environment.
elsewhere() {
    local folder=$work/$1 brief theme
    mkdir -p "$folder/home" "$folder/tmp" "$folder/out"
    cp -r "$briefs" "$folder/briefs"
    (
        cd "$folder"
        for brief in briefs/*.toml briefs/*/*.toml; do
            [[ ${brief##*/} != spravka.toml ]] || continue # settings, not a brief
            for theme in standard official; do
                env -i PATH="$PATH" HOME="$PWD/home" TMPDIR="$PWD/tmp" TZ="$3" LANG="$4" LC_ALL="$4" USER="${1//\//-}" \
                    RAYON_NUM_THREADS="$5" faketime --exclude-monotonic "$2" \
                    "$spravka" build "$brief" -t all -l all --theme "$theme" -o "out/$theme" >>log 2>&1 ||
                    echo "      $brief cannot be built in $1: $(tail -n 3 log)"
            done
        done
    )
}

status=0
# The loader lists the libraries that a program loads; a static program cannot be reached.
mkdir -p "$work"
env LD_DEBUG=libs LD_DEBUG_OUTPUT="$work/loader" faketime '1999-12-31 23:59:59' "$spravka" --version >/dev/null 2>&1 || true
if grep -qs 'calling init:.*libfaketime' "$work"/loader.*; then
    echo "PASS  determinism  (its clock can be moved)"
else
    echo "FAIL  determinism  (its clock cannot be moved: a program that does not link to the system's C library?)"
    status=1
fi

elsewhere one '1999-12-31 23:59:59' Pacific/Kiritimati C 1 &
elsewhere two/levels/deeper '2037-02-03 04:05:06' America/St_Johns kk_KZ.UTF-8 4
wait

for paper in "$papers"/{standard,official}/*.pdf; do
    name=${paper#"$papers"/}
    if difference=$(cmp "$paper" "$work/one/out/$name" 2>&1 && cmp "$paper" "$work/two/levels/deeper/out/$name" 2>&1); then
        echo "PASS  determinism  $name"
    else
        echo "FAIL  determinism  $name"
        echo "      ${difference//$PWD\//}"
        status=1
    fi
done
exit $status
