"""Pipes, devices, sockets and links where a file is expected: none is waited for, read or written through."""

import os
import socket
import stat

from case import BRIEF, Case

NOTES = "mine\n"
PDF = "%PDF-1.7 a paper of somebody else"
BUILD = ["build", "brief.toml", "-o", "out"]
MANY = ["build", "brief.toml", "other.toml", "-o", "out"]
PRIVATE = ["build", "brief.toml", "-o", "memo.pdf"]


def pipe(name, brief=BRIEF):
    """A brief, and a pipe of this name."""

    def make(place):
        place.write("brief.toml", brief)
        place.write("other.toml", BRIEF)
        (place.folder / name).parent.mkdir(parents=True, exist_ok=True)
        os.mkfifo(place.folder / name)

    return make


def link(name, to, text=NOTES):
    """A brief, and a link of this name to a file outside its folder."""

    def make(place):
        place.write("project/brief.toml", BRIEF)
        place.write("project/other.toml", BRIEF)
        place.write(to, text)
        path = place.folder / "project" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(place.folder / to)

    return make


def listening(name):
    """A brief, and a socket of this name."""

    def make(place):
        place.write("brief.toml", BRIEF)
        at = os.getcwd()
        os.chdir(place.folder)
        socket.socket(socket.AF_UNIX).bind(name)
        os.chdir(at)

    return make


def still(kind, name):
    """The special file is what it was."""
    return lambda place: [] if kind((place.folder / name).stat().st_mode) else [f"`{name}` was replaced"]


def unchanged(name, text=NOTES):
    """The file has the same text."""
    return lambda place: [] if (place.folder / name).read_bytes() == text.encode() else [f"`{name}` was changed"]


def in_project(*arguments):
    """The arguments with the paths of the project."""
    return [f"project/{argument}" if "." in argument and not argument.startswith("-") else argument for argument in arguments]


def mode(name, mode):
    """The file has this mode."""

    def check(place):
        found = stat.S_IMODE((place.folder / name).stat().st_mode)
        return [] if found == mode else [f"`{name}` has the mode {found:o}, and not {mode:o}"]

    return check


def older(rights, brief=BRIEF):
    """A brief, and an older paper with these rights."""

    def make(place):
        place.write("brief.toml", brief)
        place.write("memo.pdf", PDF).chmod(rights)

    return make


MARKED = BRIEF + '[marking]\ntext = "M"\n'
PICTURE = BRIEF + '[[illustrations]]\nfile = "a.png"\nalt = "A"\n'

CASES = [
    # What is read.
    Case("a pipe as a brief", pipe("a.toml"), ["check", "a.toml"], "not a regular file"),
    Case("a pipe as a brief to close", pipe("a.toml"), ["close", "a.toml"], "not a regular file"),
    Case("a pipe as the settings", pipe("spravka.toml"), BUILD, "not a regular file"),
    Case("a pipe as an included file", pipe("a.toml", 'include = ["a.toml"]\n' + BRIEF), BUILD, "not a file"),
    Case("a pipe as a register", pipe("people.toml", BRIEF + '[[sides.members]]\nperson = "a"\n'), BUILD, "not a file"),
    Case("a pipe as a picture", pipe("a.png", PICTURE), BUILD, "not a file"),
    Case("a pipe as a table of members", pipe("a.csv", BRIEF + 'members_from = "a.csv"\n'), BUILD, "not a file"),
    Case("a pipe as a table", pipe("a.csv"), ["import", "a.csv"], "not a regular file", (3,)),
    Case("a pipe as the rows", pipe("a.csv"), [*BUILD, "--each", "a.csv"], "not a regular file", (3,)),
    Case("a pipe as a paper to verify", pipe("a.pdf"), ["verify", "a.pdf"], "not a regular file", (3,)),
    Case("a pipe as a paper to extract from", pipe("a.pdf"), ["extract", "a.pdf"], "not a regular file", (3,)),
    Case("a pipe in a template", pipe("own/template.toml"), [*BUILD, "-t", "./own"], "", (1, 2, 3)),
    Case("a device as a brief", pipe("a"), ["check", "/dev/zero"], "not a regular file"),
    Case("a device as a paper", pipe("a"), ["verify", "/dev/zero"], "not a regular file", (3,)),
    Case("a socket as a brief", listening("a.toml"), ["check", "a.toml"], "not a regular file"),
    Case("a link out of the project as the settings", link("spravka.toml", "secret.toml"), in_project("check", "brief.toml"), "a link out of"),
    Case("a link out of a folder as a brief", link("a.toml", "secret.toml"), ["build", "project", "-o", "out"], "^$", (0,)),
    # What is written.
    Case("a pipe in place of a paper", pipe("a.pdf"), ["build", "brief.toml", "-o", "a.pdf"], "not a regular file", (2,), still(stat.S_ISFIFO, "a.pdf")),
    Case("a device in place of papers", pipe("a"), ["build", "brief.toml", "-o", "/dev/null"], "not a regular file", (2,)),
    Case("a socket in place of a paper", listening("a.pdf"), ["build", "brief.toml", "-o", "a.pdf"], "not a regular file", (2,), still(stat.S_ISSOCK, "a.pdf")),
    Case("a pipe in place of an export", pipe("a.json"), ["export", "brief.toml", "-f", "json", "-o", "a.json"], "not a regular file", (2,), still(stat.S_ISFIFO, "a.json")),
    Case("a link under the name of a paper", link("brief.memo.en.pdf", "older.pdf", PDF), in_project("build", "brief.toml"), "is a link", (2,), unchanged("older.pdf", PDF)),
    Case("a pipe as the list of built papers", pipe("out/.spravka-built.jsonl"), MANY, "^warning: cannot write", (0,)),
    Case("a link as the list of built papers", link("out/.spravka-built.jsonl", "notes.txt"), ["build", "project/brief.toml", "project/other.toml", "-o", "project/out"], "^warning: cannot write", (0,), unchanged("notes.txt")),
    Case("a pipe as an unfinished paper", pipe("out/.spravka-a.part"), MANY, "^$", (0,)),
    # Who may read it.
    Case("a private paper is replaced", older(0o600), PRIVATE, "^$", (0,), mode("memo.pdf", 0o600)),
    Case("a read-only paper is not replaced", older(0o444), PRIVATE, "is read-only", (3,), unchanged("memo.pdf", PDF)),
    Case("a paper with a marking is private", lambda place: place.write("brief.toml", MARKED), PRIVATE, "^$", (0,), mode("memo.pdf", 0o600)),
]  # fmt: skip
