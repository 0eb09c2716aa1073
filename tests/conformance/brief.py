"""What the judges share: reading a brief, reading a paper, and cutting both into the same words.

As a program, `brief.py PAPERS BRIEF...` proves that every brief gave one paper for each of its languages, and no other.
"""

import io
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
import tomli
from markdown_it import MarkdownIt

ROOT = Path(__file__).parent.parent.parent
# The briefs that are judged: the samples, and those that only the judges need.
BRIEFS = ROOT / "target" / "conformance" / "briefs"
LANGUAGES = ROOT / "templates" / "languages"

# Keys whose values a paper does not print: ids, references, tags, enums that print as a label of the language file.
# A bare key counts at every depth, a dotted path only at that place (list indexes left out).
NOT_PRINTED = {
    "id", "file", "languages", "status", "audience", "rank", "head", "role", "kind", "meeting.format",
    "speaker", "by", "source", "appointed_on", "verbatim",
    "points.agenda", "expected_positions.agenda", "sides.host", "sides.language", "marking.every_page",
}

# Keys whose strings are Markdown. All other strings print as they stand, asterisks and all.
MARKDOWN = {"about", "note", "text", "answer", "biography", "background", "press_line"}


def is_printed(path):
    """Whether the value at this path of keys belongs on paper."""
    return ".".join(path) not in NOT_PRINTED and path[-1] not in NOT_PRINTED


def languages():
    """The codes of all languages the project knows."""
    return {file.stem for file in LANGUAGES.glob("*.toml")}


def leaves(value, lang, path=()):
    """Every printed leaf of a brief in one language, as (path of keys, value)."""
    if isinstance(value, dict):
        if value and value.keys() <= languages():
            if lang in value:
                yield from leaves(value[lang], lang, path)
            return
        for key, item in value.items():
            if is_printed((*path, key)):
                yield from leaves(item, lang, (*path, key))
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, lang, path)
    elif not isinstance(value, bool):  # a flag, or the `true` of { unknown = true }
        yield path, value


def plain(markdown):
    """The blocks of a Markdown text (paragraphs, list items) without their markup."""
    for token in MarkdownIt("commonmark", {"html": False}).parse(markdown):
        if token.type == "inline":
            yield "".join(" " if part.type.endswith("break") else part.content for part in token.children)
        elif token.content:
            yield token.content


def blocks(path, text):
    """A string of the brief as the runs of text that a paper prints without a break."""
    return list(plain(text)) if path and path[-1] in MARKDOWN else [text]


QUOTES = str.maketrans(dict.fromkeys("«»„“”‟‘’‚‛‹›'", '"') | {"\u2011": "-", "\u2010": "-", "…": "..."})
LETTER = r"[^\W\d_]"
TOKEN = re.compile(rf"{LETTER}+|\d+|[^\w\s]|_")


def words(text):
    """A text as comparable tokens: runs of letters, runs of digits, single signs.

    Space, case, the kind of quotes and invisible signs do not count. A hyphen between letters is dropped, so that a word
    broken at the end of a line or page equals the whole one, whichever way an extractor spells the break.
    """
    text = unicodedata.normalize("NFC", text).translate(QUOTES)
    text = re.sub(r"[\u00AD\uFFFE\x02]", "-", text)  # pdftotext's and pdfium's signs of a hyphen at the line's end
    text = re.sub("[\u200B-\u200F\u2060\uFEFF]", "", text)
    text = re.sub(rf"(?<={LETTER})-\s*(?={LETTER})", "", text)
    return TOKEN.findall(text.casefold())


@dataclass
class Paper:
    """One PDF, the brief it was made from, and its language, all told by its name `<brief>.memo.<language>.pdf`."""

    file: Path

    @property
    def name(self):
        return self.file.name

    @property
    def lang(self):
        return self.name.rsplit(".", 2)[-2]

    def brief(self):
        return tomli.loads((BRIEFS / f"{self.name.rsplit('.', 3)[0]}.toml").read_text("utf-8"))

    def language(self):
        return tomli.loads((LANGUAGES / f"{self.lang}.toml").read_text("utf-8"))

    def layer(self, furniture):
        """A copy of the PDF with only its body, or only its furniture: what it tags as artifact (page headers, footers,
        repeated table heads). The two layers together hold all text; text outside of any tag counts as body."""
        pdf = pikepdf.open(self.file)
        for page in pdf.pages:
            kept, marks = [], []
            for operands, operator in pikepdf.parse_content_stream(page):
                name = str(operator)
                if name in ("BMC", "BDC"):
                    marks.append(str(operands[0]) == "/Artifact")
                elif name == "EMC":
                    marks.pop()
                if name not in ("Tj", "TJ", "'", '"', "Do") or any(marks) == furniture:
                    kept.append((operands, operator))
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def alternatives(pdf):
    """What the paper says for those who cannot see its pictures."""
    with pikepdf.open(pdf) as pdf:
        tags = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing]
        return [str(tag["/Alt"]) for tag in tags]


def by_pdftotext(pdf):
    """The pages' text in the order it is drawn, which keeps table cells whole."""
    run = subprocess.run(["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True)
    return run.stdout.decode("utf-8").split("\f")[:-1]


def by_pdfium(pdf):
    """The pages' text as the PDF engine of Chromium copies it."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


EXTRACTORS = {"pdftotext": by_pdftotext, "pdfium": by_pdfium}


def report(judge, paper, problems, remark=""):
    """One line for the verdict and one for each problem; whether the paper passed."""
    print(f"{'FAIL' if problems else 'PASS'}  {judge}  {paper.name}{remark and f'  ({remark})'}")
    for problem in problems:
        print(f"      {problem}")
    return not problems


def main(judge):
    """Runs a judge over the papers named on the command line."""
    papers = [Paper(Path(argument)) for argument in sys.argv[1:]]
    if not papers:
        sys.exit(f"usage: {Path(sys.argv[0]).name} PAPER.pdf...")
    sys.exit(0 if all([judge(paper) for paper in papers]) else 1)


def complete(papers, briefs):
    """Every brief has a paper in each of its languages; there is no paper beside these."""
    left, good = {file.name for file in papers.glob("*.pdf")}, True
    for brief in briefs:
        due = {f"{brief.stem}.memo.{lang}.pdf" for lang in tomli.loads(brief.read_text("utf-8")).get("languages", ["*"])}
        problems = [f"no {name}" for name in sorted(due) if not any(Path(file).match(name) for file in left)]
        left -= {file for file in left if any(Path(file).match(name) for name in due)}
        good &= report("papers", Paper(brief), problems)
    return report("papers", Paper(papers), [f"nobody asked for {name}" for name in sorted(left)], "no other") and good


if __name__ == "__main__":
    sys.exit(0 if complete(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]) else 1)
