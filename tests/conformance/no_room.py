"""Proves that a read-only archive, or one on a full disk, reports the failure, stays unchanged and readable.

Usage: no_room.py SPRAVKA FOLDER BRIEF

The full disk is a memory file system in its own mount namespace. If none can be mounted, a line says so.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from filed import another, archive, ids, names, run, snapshot, staged, whole
from verdicts import end, verdict

PAGE = 4096
NOBODY = "65534"


def refused(done, why):
    """Problems of a refusal: its exit code must be that of a system fault, its first line must say what and
    why."""
    first = (done.stderr.splitlines() or ["nothing said"])[0]
    good = (
        done.returncode == 3
        and not done.stdout
        and re.fullmatch(rf"error: cannot write `.*` \({why} \(os error \d+\)\)", first)
    )
    return [] if good else [f"exit code {done.returncode}: {first} {done.stdout}"]


def closed(program, folder, brief):
    """A read-only archive. Root may write everywhere, so another user runs the commands."""
    run(program, "archive", "init", folder)
    one = ids(archive(program, folder, "add", brief, "-t", "memo").stdout)[0]
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    other = (
        ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"] if os.getuid() == 0 else []
    )
    if run(*other, program, "check", brief).returncode:
        yield "no room: other users may not read here, so the read-only archive was skipped"
        return
    before = snapshot(folder)

    def ask(*arguments):
        return run(*other, program, "archive", "--archive", folder, *arguments)

    filed = refused(ask("add", brief, "-t", "memo"), "Permission denied")
    yield from verdict("no room", "nothing is filed in an archive that may not be written to", filed)
    verified = ask("verify")
    wrong = (
        []
        if verified.returncode == 0 and verified.stdout.startswith("whole: 1 ")
        else [f"{verified.returncode}: {verified.stderr}"]
    )
    wrong += (
        []
        if verified.stderr.startswith("warning: the report of this check was not saved")
        else [f"it says {verified.stderr}"]
    )
    yield from verdict("no room", "it can still be checked", wrong)
    wrong = [] if ask("show", one).returncode == 0 else ["it cannot be shown"]
    yield from verdict("no room", "and read", wrong)
    yield from verdict("no room", "and has not changed", [] if snapshot(folder) == before else ["it has"])
    for path in [folder, *(path for path in folder.rglob("*") if path.is_dir())]:
        path.chmod(0o755)


def fill(disk, pages):
    """Fills a disk but for this many pages."""
    free = os.statvfs(disk)
    with open(disk / "filler", "wb") as file:
        file.write(b"x" * (free.f_bavail * free.f_bsize - pages * PAGE))


def full(program, disk, brief):
    """A full disk, then one more free page each time, until there is room."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk], check=True)
    folder = disk / "archive"
    run(program, "archive", "init", folder)
    archive(program, folder, "add", brief, "-t", "memo")
    before, problems, pages, done = names(folder), [], 0, None
    more = another(brief, disk.parent, "full")
    while (done is None or done.returncode) and pages < 200:
        fill(disk, pages)
        done = archive(program, folder, "add", more, "-t", "memo,plates")
        verified = archive(program, folder, "verify")
        (disk / "filler").unlink()
        if done.returncode:
            problems += [f"{pages} pages: {problem}" for problem in refused(done, "No space left on device")]
            if names(folder) != before:
                problems.append(f"{pages} pages: it was filed")
        if verified.returncode or staged(folder):
            problems.append(f"{pages} pages: {verified.stderr} {staged(folder)}")
        pages += 1
    yield from verdict("no room", "nothing is filed while the disk has no room", problems, f"{pages} sizes")
    added = len(names(folder)) - len(before)
    yield from verdict("no room", "then all is", [] if added == 2 else [f"{added} bags more"])
    yield from verdict("no room", "the archive on the full disk is whole", whole(program, folder))


def main(program, work, brief):
    """Both cases. This program runs itself again for the disk, if it may mount one."""
    work = Path(work)
    if work.exists():
        shutil.rmtree(work)
    (work / "disk").mkdir(parents=True)
    yield from closed(program, work / "closed", brief)
    own = ["unshare", "--mount"]
    if run(*own, "mount", "-t", "tmpfs", "tmpfs", work / "disk").returncode:
        yield "no room: no disk can be mounted here, so the full disk was skipped"
        return
    done = run(*own, sys.executable, __file__, "--full", program, work / "disk", brief)
    yield from [
        *done.stdout.splitlines(),
        *([f"FAIL  no room  {done.stderr}"] if done.returncode > 1 or done.stderr else []),
    ]


if __name__ == "__main__":
    if sys.argv[1] == "--full":
        end(full(sys.argv[2], Path(sys.argv[3]), sys.argv[4]))
    end(main(*sys.argv[1:]))
