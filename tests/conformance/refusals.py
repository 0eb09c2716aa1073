"""Proves that invalid input is refused in plain words, changes nothing and opens no file outside.

Usage: refusals.py SPRAVKA FOLDER BRIEFS

Each case spoils a copy of a small archive and runs one command. The output must match the file in the folder
`refusals`, with ID for each id and YEAR for its year; nothing may change; and no file outside may be opened.
"""

import hashlib
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf

from brief import end, verdict
from filed import UUID, archive, bags, ids, run, seal, sha256, snapshot

REFERENCES = Path(__file__).parent / "refusals"
SECRET = "secret.txt"


class Place:
    """A folder with a small archive in it, an event of its record, and a secret file outside."""

    def __init__(self, program, folder, template):
        shutil.copytree(template, folder, symlinks=True)
        self.program, self.folder, self.archive = program, folder, folder / "archive"
        self.bag, self.event = bags(self.archive)
        self.id = self.bag.name
        self.secret = folder / "outside" / SECRET
        self.paper = self.bag / "data" / "papers" / "memo.ru.pdf"

    def edit(self, name, old, new):
        """Changes a file of the record."""
        path = self.bag / name
        text = path.read_text("utf-8")
        assert old in text, f"no {old!r} in {name}"
        path.write_text(text.replace(old, new, 1), "utf-8")

    def listed(self, path):
        """Puts the file outside into the manifest under a path that leads to it."""
        seal(self.bag, [f"{sha256(self.secret)}  {path}\n"])


# Each case spoils the place and returns the command. ID stands for the id of the record.

def not_an_archive(place):
    """A folder like any other."""
    (place.archive / "spravka-archive.toml").unlink()
    return "archive", "--archive", "archive", "verify"


def newer_archive(place):
    """An archive of a later version."""
    (place.archive / "spravka-archive.toml").write_text("format = 3\nshards = 16\n")
    return "archive", "--archive", "archive", "add", "brief.toml", "-t", "memo"


def damaged_archive(place):
    """An archive that does not say its format."""
    (place.archive / "spravka-archive.toml").write_text("form = 1\n")
    return "archive", "--archive", "archive", "verify"


def not_empty(place):
    """A new archive on top of another."""
    return "archive", "init", "archive"


def up_and_out(place):
    """A manifest that leads out by dots."""
    place.listed(f"data/../../../../../outside/{SECRET}")
    return "archive", "--archive", "archive", "verify", "ID"


def up_without_data(place):
    """The same, without the payload folder."""
    place.listed(f"../../../../outside/{SECRET}")
    return "archive", "--archive", "archive", "verify", "ID"


def absolute(place):
    """A manifest that leads out from the root."""
    place.listed(place.secret.absolute())
    return "archive", "--archive", "archive", "verify", "ID"


def linked_file(place):
    """A link in the payload, to a file with the very bytes that were there."""
    text = place.bag / "data" / "text" / "memo.ru.txt"
    place.secret.write_bytes(text.read_bytes())
    text.unlink()
    text.symlink_to(place.secret.absolute())
    return "archive", "--archive", "archive", "verify", "ID"


def linked_description(place):
    """A link instead of the description."""
    text = place.bag / "data" / "record.toml"
    place.secret.write_bytes(text.read_bytes())
    text.unlink()
    text.symlink_to(place.secret.absolute())
    return "archive", "--archive", "archive", "show", "ID"


def linked_folder(place):
    """A link instead of a folder of the payload."""
    shutil.rmtree(place.bag / "data" / "text")
    place.secret.rename(place.secret.with_name("memo.ru.txt"))
    (place.bag / "data" / "text").symlink_to(place.secret.parent.absolute())
    return "archive", "--archive", "archive", "verify", "ID"


def linked_bag(place):
    """A link instead of a bag."""
    place.bag.rename(place.folder / "outside" / place.id)
    place.bag.symlink_to((place.folder / "outside" / place.id).absolute())
    return "archive", "--archive", "archive", "verify", "ID"


def paper_outside(place):
    """A description whose paper is outside, in an otherwise valid bag."""
    place.edit("data/record.toml", "papers/memo.ru.pdf", f"../../../../../outside/{SECRET}")
    seal(place.bag)
    return "archive", "--archive", "archive", "verify", "--rebuild", "ID"


def opened_outside(place):
    """The same, when the paper is opened."""
    place.edit("data/record.toml", "papers/memo.ru.pdf", f"../../../../../outside/{SECRET}")
    seal(place.bag)
    return "archive", "--archive", "archive", "open", "ID"


def newer_record(place):
    """A description of a later version, with something in it that this one does not know."""
    place.edit("data/record.toml", "format = 1\n", 'format = 2\nseal = "wax"\n')
    seal(place.bag)
    return "archive", "--archive", "archive", "show", "ID"


def newer_event(place):
    """A kind of event that only a later version knows."""
    path = place.event / "data" / "event.toml"
    path.write_text(
        path.read_text("utf-8").replace("format = 1", "format = 2").replace('"annulled"', '"translated"'),
        "utf-8",
    )
    seal(place.event)
    return "archive", "--archive", "archive", "show", "ID"


def damaged_record(place):
    """A description that is not valid."""
    (place.bag / "data" / "record.toml").write_text("format = 1\n")
    seal(place.bag)
    return "archive", "--archive", "archive", "show", "ID"


def under_another_name(place):
    """A bag under the id of another."""
    other = place.id[:-1] + ("0" if place.id[-1] != "0" else "1")
    place.bag.rename(place.bag.with_name(other))
    return "archive", "--archive", "archive", "verify", other


def no_such_record(place):
    """An unknown id."""
    return "archive", "--archive", "archive", "show", "01890000-0000-7000-8000-000000000000"


def no_such_record_to_verify(place):
    """The same, when it is verified."""
    return "archive", "--archive", "archive", "verify", "01890000-0000-7000-8000-000000000000"


def upper_case(place):
    """An id in capitals."""
    return "archive", "--archive", "archive", "show", place.id.upper()


def no_id(place):
    """A path instead of an id."""
    return "archive", "--archive", "archive", "show", "../../outside"


def annulled_already(place):
    """A record that is no longer valid."""
    return "archive", "--archive", "archive", "supersede", "ID", "brief.toml", "--reason", "x"


def draft(place):
    """A draft."""
    return "archive", "--archive", "archive", "add", "draft.toml", "-t", "memo"


def no_signature(place):
    """A file that is not a signature."""
    return "archive", "--archive", "archive", "attach", "ID", "brief.toml"


def signature_of_another(place):
    """A signature of another file."""
    return "archive", "--archive", "archive", "attach", "ID", "other.p7s"


def exported_over(place):
    """An export over an existing file."""
    return "archive", "--archive", "archive", "export", "ID", "-o", "there.zip"


def exported_damaged(place):
    """An export of a damaged record."""
    place.paper.write_bytes(b"")
    return "archive", "--archive", "archive", "export", "ID", "-o", "new.zip"


def other_program(place):
    """A PDF of another program."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(place.folder / "other.pdf")
    return "extract", "other.pdf"


def other_program_verified(place):
    """The same, when it is verified."""
    other_program(place)
    return "verify", "other.pdf"


def attached_out(place):
    """A PDF whose recipe writes a picture outside."""
    with pikepdf.open(place.paper) as pdf:
        recipe = pdf.attachments["recipe.toml"].get_file().read_bytes().decode()
        picture, name = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "picture-1.svg"
        hashed = f'[files]\n"{name}" = "{hashlib.sha256(picture).hexdigest()}"\n'
        path = f"../../outside/{SECRET}"
        recipe = recipe.replace("[files]\n", hashed).partition("\n[[pictures]]")[0]
        recipe += f'\n[[pictures]]\nattached = "{name}"\nof = "brief"\npath = "{path}"\n'
        for other in [other for other in pdf.attachments if other.startswith("picture-")]:
            del pdf.attachments[other]
        for file, data in (("recipe.toml", recipe.encode()), (name, picture)):
            pdf.attachments[file] = pikepdf.AttachedFileSpec(pdf, data, filename=file)
        pdf.save(place.folder / "out.pdf")
    return "extract", "out.pdf", "-o", "extracted"


def no_pdf(place):
    """A file that is not a PDF."""
    return "extract", "brief.toml"


def missing_pdf(place):
    """A missing file."""
    return "verify", "nothing.pdf"


def missing_pdf_extracted(place):
    """The same, when the brief is extracted."""
    return "extract", "nothing.pdf"


def half_a_pdf(place):
    """A truncated PDF."""
    (place.folder / "half.pdf").write_bytes(place.paper.read_bytes()[: place.paper.stat().st_size // 2])
    return "extract", "half.pdf"


CASES = [
    not_an_archive,
    newer_archive,
    damaged_archive,
    not_empty,
    up_and_out,
    up_without_data,
    absolute,
    linked_file,
    linked_description,
    linked_folder,
    linked_bag,
    paper_outside,
    opened_outside,
    newer_record,
    newer_event,
    damaged_record,
    under_another_name,
    no_such_record,
    no_such_record_to_verify,
    upper_case,
    no_id,
    annulled_already,
    draft,
    no_signature,
    signature_of_another,
    exported_over,
    exported_damaged,
    other_program,
    other_program_verified,
    attached_out,
    no_pdf,
    missing_pdf,
    missing_pdf_extracted,
    half_a_pdf,
]


def template(program, folder, briefs):
    """The starting point of every case."""
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "outside").mkdir(parents=True)
    (folder / "outside" / SECRET).write_text("secret\n")
    shutil.copy(briefs / "small.toml", folder / "brief.toml")
    shutil.copy(briefs / "escap-almaty.toml", folder / "draft.toml")
    (folder / "there.zip").write_text("other work")
    place = folder / "archive"
    run(program, "archive", "init", place)
    one = ids(archive(program, place, "add", folder / "brief.toml", "-t", "memo").stdout)[0]
    archive(program, place, "annul", one, "--reason", "x")
    openssl = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-subj",
        "/CN=Nobody",
        "-keyout",
        "key",
        "-out",
        "certificate",
    ]
    subprocess.run(openssl, cwd=folder, capture_output=True, check=True)
    sign = [
        "openssl",
        "cms",
        "-sign",
        "-binary",
        "-in",
        "brief.toml",
        "-signer",
        "certificate",
        "-inkey",
        "key",
        "-outform",
        "DER",
        "-out",
        "other.p7s",
    ]
    subprocess.run(sign, cwd=folder, capture_output=True, check=True)


def judge(program, work, case):
    """One case."""
    name = case.__name__.replace("_", "-")
    place = Place(program, work / name, work / "template")
    arguments = [place.id if part == "ID" else part for part in case(place)]
    before = snapshot(place.folder)
    log = work / f"{name}.trace"
    done = run(
        "strace",
        "-f",
        "-qq",
        "-y",
        "-o",
        log,
        "-e",
        "trace=openat,?open",
        program,
        *arguments,
        cwd=place.folder,
    )
    said = re.sub(UUID, "ID", re.sub(UUID.upper(), "ID", done.stderr)).replace(
        str(place.folder.absolute()), "FOLDER"
    )
    said = re.sub(r"at byte \d+", "at byte N", said)
    said = f"exit code {done.returncode}\n{said}".replace(
        f"records/{place.bag.parent.name}/", "records/YEAR/"
    )
    reference = REFERENCES / f"{name}.txt"
    wanted = reference.read_text("utf-8") if reference.exists() else ""
    problems = (
        []
        if said == wanted
        else ["it says", *said.splitlines(), f"and not, as in {reference.name},", *wanted.splitlines()]
    )
    after = snapshot(place.folder)
    # A lock file is not a change.
    changed = {path for path in {*before, *after} if before.get(path) != after.get(path)} - {"archive/lock"}
    problems += [f"changed: {path}" for path in sorted(changed)]
    opened = [
        line
        for line in log.read_text("utf-8", "replace").splitlines()
        if "/outside/" in line and "ENOENT" not in line
    ]
    problems += [f"opened: {line}" for line in opened[:3]]
    return problems


def main(program, work, briefs):
    """Every case."""
    work = Path(work).absolute()
    shutil.rmtree(work, ignore_errors=True)
    template(program, work / "template", Path(briefs))
    for case in CASES:
        yield from verdict("refusals", case.__doc__.rstrip("."), judge(Path(program).absolute(), work, case))


if __name__ == "__main__":
    end(main(*sys.argv[1:]))
