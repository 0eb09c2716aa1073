"""Proves that a paper can be rebuilt from its attachments, and that `verify` notices a different paper.

Usage: remade.py SPRAVKA FOLDER COUNT PAPER...        (FOLDER is for papers that are changed)

Cases: every paper unchanged; single bytes changed at COUNT random places, and single bits of attachments at
as many; changed recipes; PDFs of other programs.
"""

import random
import re
import sys
from pathlib import Path

import pikepdf

from brief import end, verdict
from filed import run

SEED = 32000
# What spravka may say about a PDF with one changed byte: it differs, or its attachments are unusable.
CHANGED = (
    r"rebuilding it gives different bytes \(from byte \d+ on; \d+ and \d+ bytes\)",
    r"rebuilding it gives different bytes \(it was built (by|with) .*\)",
    r"`[^`]+` in the PDF was changed after the paper was built",
    r"it cannot be rebuilt \((its attachments were changed|it was built (by|with) .*)\)",
    r"the PDF is damaged: its attachments cannot be read \(at byte \d+: .*\)",
    r"the PDF is encrypted: its attachments cannot be read",
    r"the PDF has two attachments named `.*`",
    r"the recipe in the PDF cannot be read \(.*\)",
    r"unknown template `.*`, language `.*`, theme `.*` or standard `.*`, or wrong date `.*`",
    r"the PDF has no source attached",
)


def said(program, paper, codes, *patterns):
    """Problems of the answer about a PDF: none if its exit code and first line are as expected."""
    done = run(program, "verify", paper)
    first = (done.stderr.splitlines() or ["nothing said"])[0]
    expected = [rf"error: `{re.escape(str(paper))}`: {pattern}" for pattern in patterns]
    good = (
        done.returncode in codes
        and not done.stdout
        and any(re.fullmatch(pattern, first) for pattern in expected)
    )
    return (
        []
        if good
        else [f"exit code {done.returncode}: {line}" for line in [first, *done.stdout.splitlines()]]
    )


def same(program, paper):
    """An unchanged paper."""
    done = run(program, "verify", paper)
    return (
        []
        if (done.returncode, done.stdout, done.stderr) == (0, f"{paper}\n", "")
        else [f"exit code {done.returncode}: {done.stderr}"]
    )


def changed(program, papers, bad, count):
    """One changed byte."""
    draw = random.Random(SEED)
    problems = []
    for _ in range(count):
        paper = draw.choice(papers)
        data = bytearray(Path(paper).read_bytes())
        # The first bytes identify the file as a PDF.
        place = draw.randrange(len("%PDF-"), len(data))
        data[place] ^= draw.randrange(1, 256)
        bad.write_bytes(data)
        problems += [f"byte {place} of {paper}: {problem}" for problem in said(program, bad, {1}, *CHANGED)]
    return problems


def extracted(program, papers, bad, count):
    """One flipped bit in an attachment: a changed brief must not be extracted without an error."""
    draw = random.Random(SEED)
    problems = []
    for _ in range(count):
        paper = draw.choice(papers)
        brief = run(program, "extract", paper).stdout
        data = bytearray(Path(paper).read_bytes())
        place = data.find(b"/EmbeddedFile") + draw.randrange(6000)
        if place < len(data):
            data[place] ^= 1 << draw.randrange(8)
        bad.write_bytes(data)
        done = run(program, "extract", bad)
        wrong = (
            not brief.strip()
            or done.returncode not in {0, 1, 2}
            or done.returncode == 0
            and done.stdout != brief
        )
        problems += (
            [f"byte {place} of {paper}: exit code {done.returncode}, and another brief"] if wrong else []
        )
    return problems


def with_recipe(paper, bad, old, new):
    """A paper with a changed recipe."""
    with pikepdf.open(paper) as pdf:
        recipe = pdf.attachments["recipe.toml"].get_file()
        text = recipe.read_bytes().decode()
        other, count = re.subn(old, new, text, count=1)
        assert count == 1, f"no {old} in {text}"
        pdf.attachments["recipe.toml"] = pikepdf.AttachedFileSpec(pdf, other.encode(), filename="recipe.toml")
        pdf.save(bad)


def main(program, folder, count, *papers):
    """All cases."""
    count = int(count)
    bad = Path(folder) / "bad.pdf"
    bad.parent.mkdir(parents=True, exist_ok=True)
    for paper in papers:
        yield from verdict("remade", "/".join(Path(paper).parts[-4:]), same(program, paper))
    yield from verdict(
        "remade", "one other byte is noticed", changed(program, papers, bad, count), f"{count} places"
    )
    wrong = extracted(program, papers, bad, count)
    yield from verdict(
        "remade", "no other brief comes out of a paper that was changed", wrong, f"{count} places"
    )
    paper = papers[0]
    recipes = {
        "another version": (
            r'(?m)^spravka = ".*"$',
            'spravka = "7.8.9"',
            r"rebuilding it .* \(it was built by spravka 7\.8\.9, and this is .*\)",
        ),
        "another engine": (
            r'(?m)^typst = ".*"$',
            'typst = "7.8.9"',
            r"rebuilding it .* \(it was built with typst 7\.8\.9, and this program has .*\)",
        ),
        "other fonts": (
            r'(?m)(\.ttf" = ")[0-9a-f]{4}',
            r"\g<1>7890",
            r"rebuilding it .* \(it was built with other font files\)",
        ),
        "another language": (
            r'(?m)^language = ".*"$',
            'language = "xx"',
            r"it cannot be rebuilt \(its attachments were changed\)",
        ),
        "a template that is not there": (
            r'(?m)^template = ".*"$',
            'template = "xxx"',
            r"it cannot be rebuilt \(its attachments were changed\)",
        ),
    }
    for what, (old, new, message) in recipes.items():
        with_recipe(paper, bad, old, new)
        yield from verdict("remade", f"a recipe with {what}", said(program, bad, {1}, message))
    with_recipe(paper, bad, r"(?m)^format = \d+$", 'format = 99\nmore = "of it"')
    yield from verdict(
        "remade",
        "a recipe of a newer format",
        said(program, bad, {2}, r"the PDF was made by a newer version of spravka.*"),
    )
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(bad)
    yield from verdict(
        "remade", "a PDF of another program", said(program, bad, {1, 2}, r"the PDF has no source attached")
    )
    with pikepdf.open(paper) as pdf:
        pdf.save(bad, encryption=pikepdf.Encryption(owner="a", user="b"))
    yield from verdict(
        "remade",
        "an encrypted PDF",
        said(program, bad, {1}, r"the PDF is encrypted: its attachments cannot be read"),
    )
    bad.write_bytes(Path(paper).read_bytes()[:-2000])
    yield from verdict("remade", "a PDF without its end", said(program, bad, {1}, *CHANGED))
    bad.write_text("not a PDF at all")
    yield from verdict("remade", "a file that is not a PDF", said(program, bad, {2}, r"it is not a PDF"))


if __name__ == "__main__":
    end(main(*sys.argv[1:]))
