"""Proves that each change of an archive is atomic, wherever it is interrupted.

Usage: cut_short.py SPRAVKA FOLDER BRIEF STEP [kills|faults]        (with either, only that and only of `add`)

strace kills spravka at each call that touches the archive, in turn, and fails each call that can fail on a
full or failing disk. A STEP over 1 takes only every so many calls, and all renames. Afterwards the next
command must find a valid archive, either unchanged or with everything filed. A reported failure must have
changed nothing, unless the ids of the records were printed.
"""

import re
import shutil
import sys
from collections import Counter
from multiprocessing.pool import ThreadPool
from pathlib import Path

from filed import UUID, another, archive, files, ids, names, run, whole
from verdicts import end, verdict

CALLS = (
    "openat,write,writev,pwrite64,copy_file_range,sendfile,ftruncate,fsync,fdatasync,?rename,"
    "?renameat,renameat2,?mkdir,mkdirat,?link,linkat,?unlink,unlinkat,?rmdir,flock,?chmod,fchmod,fchmodat"
)
# The errors of a full or failing disk, and the calls that return them. Failing to remove a name does not fail
# the filing.
FAULTS = ("ENOSPC", "EIO")
CAN_FAIL = re.compile(r"(write|fsync|rename|mkdir|openat(?=.*O_CREAT)|unlink|flock)")
SAID = re.compile(
    r"error: cannot (write|read) `[^`]+` \((No space left on device|Input/output error) \(os error \d+\)\)\n"
)


def strace(log, *options):
    """strace of the relevant calls of every thread. --seccomp-bpf would be faster, but sends no signals."""
    return ["strace", "-f", "-qq", "-o", log, "-e", f"trace={CALLS}", *options]


def calls(log, folder):
    """The calls by which a thread touches the archive: (name, which of this name it is, how it looks). Those
    of other threads come second: strace counts for each thread by itself, so a call is left out if another
    thread has as many of its name."""
    lines = [line.split(maxsplit=1) for line in log.read_text("utf-8", "replace").splitlines()]
    touches = [
        (thread, line)
        for thread, line in lines
        if re.match(rf'\w+\((AT_FDCWD[^,]*, )?(\d+<[^>]*/)?"?{folder}/', line)
    ]
    first = Counter(thread for thread, _ in touches).most_common(1)[0][0]
    others = Counter((thread, line.split("(")[0]) for thread, line in lines if thread != first)
    least = {name: max(others[one] for one in others if one[1] == name) for _, name in others}
    seen, found = Counter(), []
    for line in (line for thread, line in lines if thread == first):
        name = line.split("(")[0]
        seen[name] += 1
        if (first, line) in touches and seen[name] > least.get(name, 0):
            found.append((name, seen[name], line))
    return found, [line for thread, line in touches if thread != first]


def shown(line):
    """A call in readable form: without the folders above the archive and without ids."""
    return re.sub(UUID, "ID", re.sub(r'[^<"]*/[a-z]+-traced/', "", line))[:110]


def unsynced(log, folder):
    """What was not on the disk when it had to be: all of a folder that gets its place or is declared whole,
    and every name on the way to it, when an id is printed. After a power cut that could be empty or gone."""
    dirty, problems = set(), []
    for line in log.read_text("utf-8", "replace").splitlines():
        call = re.match(r"\d+ +(\w+)\((.*)", line)
        name, rest = call.groups() if call else ("", "")
        paths = [Path(path) for path in re.findall(r'"([^"]*)"', rest)]
        opened = re.match(rf"\d+<[^>]*?({folder}[^>]*)>", rest)
        if " = -1 " in line:
            continue
        if name.startswith("mkdir") or name == "openat" and "O_CREAT" in rest:
            dirty |= {paths[0], paths[0].parent}
        elif name.startswith(("write", "pwrite")) and opened:
            dirty.add(Path(opened[1]))
        elif name in {"fsync", "fdatasync"} and opened:
            dirty.discard(Path(opened[1]))
        elif name.startswith("rename"):
            old, new = paths[:2]
            problems += [
                f"{path} when {old.name} was renamed" for path in dirty if path == old or old in path.parents
            ]
            dirty = {new / path.relative_to(old) if old in path.parents else path for path in dirty} | {
                new.parent
            }
        elif name == "write" and rest.startswith("1<"):
            kept = {folder / "records", folder / "ledger.txt"}
            problems += [f"{path} when an id was printed" for path in dirty if kept & {path, *path.parents}]
    return [f"not on the disk: {re.sub(UUID, 'ID', problem)}" for problem in problems]


class Case:
    """A command on a fresh copy of the same archive."""

    def __init__(self, program, work, step, template, name, *arguments, adds):
        self.program, self.work, self.step, self.template = program, work, step, template
        self.name, self.arguments, self.adds = name, arguments, adds
        self.before = names(template)

    def copy(self, name):
        """A new copy."""
        folder = self.work / name
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self.template, folder)
        return folder

    def command(self, folder):
        """The command on a copy, by a relative path."""
        return [self.program, "archive", "--archive", folder, *self.arguments]

    def traced(self):
        """Every call by which the command touches the archive."""
        folder, log = self.copy(f"{self.name}-traced"), self.work / f"{self.name}.trace"
        done = run(*strace(log, "-y"), *self.command(folder))
        assert done.returncode == 0, done.stderr
        return *calls(log, folder), unsynced(log, folder)

    def cut(self, call, what):
        """The problems after one call was cut short."""
        name, which, line = call
        folder = self.copy(f"{self.name}-{name}-{which}-{what}")
        injected = "signal=SIGKILL" if what == "kill" else f"error={what}"
        log = folder.with_suffix(".trace")
        done = run(*strace(log, "-e", f"inject={name}:{injected}:when={which}"), *self.command(folder))
        problems = (
            []
            if what == "kill" or "(INJECTED)" in log.read_text("utf-8", "replace")
            else ["nothing was injected"]
        )
        if what == "kill":
            problems += [] if done.returncode == -9 else [f"it was not killed: {done.returncode}"]
        elif done.returncode == 3:
            problems += [] if SAID.match(done.stderr) else [f"it says {done.stderr.splitlines()}"]
        elif done.returncode != 0:
            problems.append(f"exit code {done.returncode}: {done.stderr}")
        problems += whole(self.program, folder)
        there, acknowledged = names(folder), set(ids(done.stdout))
        more = len(there) - len(self.before)
        if not self.before <= there or more not in {0, self.adds}:
            problems.append(f"{more} bags more, where 0 or {self.adds} would do")
        problems += [f"{one} was printed and is not there" for one in acknowledged - there]
        if what != "kill" and more and (not acknowledged or "nothing was changed" in done.stderr):
            problems.append(
                f"it was filed nonetheless, and reported: "
                f"{done.stdout.splitlines()} {done.stderr.splitlines()}"
            )
        if what != "kill" and not more and done.returncode == 0 and self.adds:
            problems.append("exit code 0, and nothing is filed")
        if not problems:
            shutil.rmtree(folder)
            log.unlink()
        return [f"{what} at {shown(line)}: {problem}" for problem in problems]

    def judge(self, wanted=""):
        """Every call with every fault."""
        found, elsewhere, unsynced = self.traced()
        yield from verdict("cut short", f"{self.name}: one thread touches the archive", elsewhere)
        yield from verdict(
            "cut short", f"{self.name}: all is on the disk before it is said to be there", unsynced
        )
        tried = [
            call
            for number, call in enumerate(found)
            if number % self.step == 0 or call[0].startswith("rename")
        ]
        kinds = {"kills": [(call, "kill") for call in tried]}
        kinds["faults"] = [(call, fault) for call in tried if CAN_FAIL.match(call[2]) for fault in FAULTS]
        for kind in [wanted] if wanted else kinds:
            with ThreadPool(2) as pool:
                problems = sum(pool.starmap(self.cut, kinds[kind], chunksize=1), [])
            yield from verdict(
                "cut short",
                f"{self.name}: {kind}",
                problems,
                f"{len(kinds[kind])} instants, at {len(tried)} of {len(found)} calls",
            )


def unfinished(case, template):
    """An archive whose last command was killed after staging and before anything was put in place."""
    found, _, _ = case.traced()
    after = [call for call in found if call[0].startswith("rename")][1]
    shutil.rmtree(template, ignore_errors=True)
    shutil.copytree(case.template, template)
    run(
        *strace(template.with_suffix(".trace"), "-e", f"inject={after[0]}:signal=SIGKILL:when={after[1]}"),
        *case.command(template),
    )
    assert [name for name in files(template / "stage") if "bagit.txt" in name], "nothing is left unfinished"


def main(program, work, brief, step, wanted=""):
    """Filing two papers, filing the first one, replacing, and finishing an interrupted command."""
    work, step = Path(work), int(step)
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    template = work / "template"
    run(program, "archive", "init", template)
    old = ids(archive(program, template, "add", brief, "-t", "memo").stdout)[0]
    second = another(brief, work, "second")
    add = Case(program, work, step, template, "add", "add", second, "-t", "memo,plates", adds=2)
    yield from add.judge(wanted)
    if wanted:
        return
    new = work / "new"
    run(program, "archive", "init", new)
    first = Case(program, work, step, new, "first", "add", brief, "-t", "memo", adds=1)
    yield from first.judge("kills")
    replace = Case(
        program, work, step, template, "supersede", "supersede", old, brief, "--reason", "x", adds=2
    )
    yield from replace.judge()
    left = work / "left"
    unfinished(add, left)
    yield from Case(program, work, step, left, "tidying", "show", old, adds=2).judge("kills")


if __name__ == "__main__":
    end(main(*sys.argv[1:]))
