"""Shared by the judges: reads briefs and papers, and splits both into the same words.

As a program, `brief.py PAPERS BRIEF...` proves that every brief gave, in each theme and language, exactly the
papers that it has content for.
"""

import io
import multiprocessing
import re
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pikepdf
import pypdfium2
import tomli
from markdown_it import MarkdownIt

import fields
from meetings import narrowed, of_visit, subjects
from templates import ROOT, is_made, of_readers, spoken, template, templates
from verdicts import end, verdict

# The briefs that are judged: the samples, and those that only the judges need. One with settings of its own
# is in a folder of its name; what is left of one for an audience is in a folder of the audience's name.
BRIEFS = ROOT / "target" / "conformance" / "briefs"
AUDIENCES = BRIEFS.with_name("audiences")
LANGUAGES = ROOT / "templates" / "languages"

# Stands for { unknown = true }, which prints as a label.
UNKNOWN = object()


@lru_cache
def languages():
    """The codes of all languages the project knows."""
    return {file.stem for file in LANGUAGES.glob("*.toml")}


@lru_cache
def language(code):
    """A language file."""
    return tomli.loads((LANGUAGES / f"{code}.toml").read_text("utf-8"))


def leaves(value, lang, path=()):
    """Every printed leaf of a brief in one language, as (path of keys, value)."""
    if value == {"unknown": True}:
        yield path, UNKNOWN
    elif isinstance(value, dict):
        if value and value.keys() <= languages():
            if lang in value:
                yield from leaves(value[lang], lang, path)
            return
        for key, item in value.items():
            # What single papers have of their own stands in the place of what all have.
            if key != "papers" and fields.is_printed((*path, key)):
                yield from leaves(item, lang, (*path, key))
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, lang, path)
    elif not isinstance(value, bool):
        yield path, value


def one(text, lang):
    """A text of the brief in one language, or none."""
    return text.get(lang) if isinstance(text, dict) else text


# The mark of a footnote, which names a source. It is printed as a number.
NOTE = re.compile(r"\[\^[\w-]+\]")


def plain(markdown):
    """The blocks of a Markdown text (paragraphs, list items, cells) without their markup."""
    for token in MarkdownIt("commonmark", {"html": False}).enable("table").parse(markdown):
        if token.type == "inline":
            yield "".join(" " if part.type.endswith("break") else part.content for part in token.children)
        elif token.content:
            yield token.content


def blocks(path, text):
    """A string of the brief as the runs of text that a paper prints without a break."""
    return list(plain(text)) if fields.is_markdown(path) else [text]


# A range is typed with a hyphen and printed with a dash.
SAME_SIGNS = dict.fromkeys("«»„“”‟‘’‚‛‹›'", '"') | {"\u2011": "-", "\u2010": "-", "\u2013": "-", "…": "..."}
FOLDED = str.maketrans(SAME_SIGNS)
LETTER = r"[^\W\d_]"
TOKEN = re.compile(rf"{LETTER}+|\d+|[^\w\s]|_")


def words(text):
    """A text as comparable tokens: runs of letters, runs of digits, single signs.

    Space, case, the kind of quotes and short dashes and invisible signs do not count. A hyphen between
    letters is dropped, so that a word broken at the end of a line or page equals the whole one, whichever way
    an extractor spells the break.
    """
    text = unicodedata.normalize("NFC", text).translate(FOLDED)
    text = re.sub(
        r"[\u00AD\uFFFE\x02]", "-", text
    )  # pdftotext's and pdfium's signs of a hyphen at the line's end
    text = re.sub("[\u200B-\u200F\u2060\uFEFF]", "", text)
    text = re.sub(rf"(?<={LETTER})-\s*(?={LETTER})", "", text)
    return TOKEN.findall(text.casefold())


NAME = re.compile(
    rf"(?P<stem>.+)\.(?P<document>{'|'.join(one.id for one in templates())})(?:\.(?P<meeting>[^.]+))?"
    r"\.(?P<lang>[a-z]{2,3})"
    r"(?:\.(?!copy-\d)(?P<audience>[^.]+))?(?:\.copy-(?P<copy>\d+))?\.pdf")


@dataclass
class Paper:
    """One PDF. Its name tells what it is, `<brief>.<document>[.<meeting>].<language>[.<audience>]
    [.copy-<number>].pdf`, and its folder the theme."""

    file: Path

    @property
    def name(self):
        return f"{self.file.parent.name}/{self.file.name}"

    def part(self, which):
        return NAME.fullmatch(self.file.name)[which]

    @property
    def document(self):
        return self.part("document")

    @property
    def template(self):
        """Its template."""
        return template(self.document)

    @property
    def lang(self):
        return self.part("lang")

    def source(self):
        """The file of the brief."""
        stem, audience = self.part("stem"), self.part("audience")
        if audience:
            return AUDIENCES / audience / f"{stem}.toml"
        alone = BRIEFS / f"{stem}.toml"
        return alone if alone.exists() else BRIEFS / stem / f"{stem}.toml"

    def whole_brief(self):
        """The brief, with the strings that its project's settings add to every paper."""
        brief = tomli.loads(self.source().read_text("utf-8"))
        settings = self.source().with_name("spravka.toml")
        if settings.exists():
            settings = tomli.loads(settings.read_text("utf-8"))
            brief["letterhead"] = {**settings.get("letterhead", {}), "logo": {"alt": settings["logo"]["alt"]}}
        return brief

    def brief(self):
        """The brief for this paper: of its meeting or of the visit, as its readers get it, with its own
        title, date, number and place."""
        brief, meeting = self.whole_brief(), self.part("meeting")
        brief = narrowed(brief, meeting) if meeting else of_visit(brief)
        own = brief.get("papers", {}).get(self.document, {})
        requisites = {key: own[key] for key in ("title", "date", "number", "place") if key in own}
        return of_readers(brief, self.document) | requisites

    def language(self):
        return language(self.lang)

    def layer(self, furniture):
        """A copy of the PDF with only its body, or only its furniture: what it tags as artifact (page
        headers, footers, repeated table heads). The two layers together hold all text; text outside of any
        tag counts as body."""
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

    def layers(self):
        """Body and furniture, as two PDFs."""
        return [self.layer(furniture) for furniture in (False, True)]


def alternatives(pdf):
    """The alternative texts of the paper's pictures."""
    with pikepdf.open(pdf) as pdf:
        tags = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing]
        return [str(tag["/Alt"]) for tag in tags]


def by_pdftotext(pdf):
    """The pages' text in the order it is drawn, which keeps table cells whole."""
    run = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return run.stdout.decode("utf-8").split("\f")[:-1]


def by_pdfium(pdf):
    """The pages' text as the PDF engine of Chromium copies it."""
    return [in_lines(page.get_textpage()) for page in pypdfium2.PdfDocument(pdf)]


def in_lines(page):
    """The text of one page. A column of numbers with nothing beside it (the body of a page whose rows are
    left blank) pdfium takes for vertical writing, which no paper has, and joins it to one word: there each
    sign below the last begins a line."""
    text = page.get_text_range()
    if any(map(str.isspace, text)) or len(text) != page.count_chars():
        return text
    boxes = [page.get_charbox(number) for number in range(len(text))]  # left, bottom, right, top
    below = [number > 0 and box[3] < boxes[number - 1][1] for number, box in enumerate(boxes)]
    return "".join(f"\n{sign}" if starts else sign for sign, starts in zip(text, below))


EXTRACTORS = {"pdftotext": by_pdftotext, "pdfium": by_pdfium}


def dictionaries(thing):
    """All dictionaries in this object, itself included."""
    if isinstance(thing, pikepdf.Stream):
        thing = thing.stream_dict
    if isinstance(thing, pikepdf.Dictionary):
        yield thing
        children = [value for _, value in thing.items()]
    else:
        children = list(thing) if isinstance(thing, pikepdf.Array) else []
    for child in children:
        if isinstance(child, pikepdf.Object) and not child.is_indirect:
            yield from dictionaries(child)


def each(judge, files):
    """A judge's verdicts on each paper, in order. Two papers are judged at a time."""
    with multiprocessing.Pool(2) as pool:
        yield from pool.imap(judge, [Paper(Path(file)) for file in files], chunksize=4)


def main(judge):
    """Runs a judge over the papers named on the command line."""
    files = sys.argv[1:]
    if not files:
        sys.exit(f"usage: {Path(sys.argv[0]).name} PAPER.pdf...")
    end(line for lines in each(judge, files) for line in lines)


def papers_of(brief):
    """The papers that a brief has content for, those about one of several meetings with its id."""
    for one in templates():
        for meeting in subjects(one.id, brief):
            if is_made(one, narrowed(brief, meeting) if meeting else of_visit(brief)):
                yield f"{one.id}.{meeting}" if meeting else one.id


def due_papers(file):
    """The names of all papers of a brief: in each theme, or for the audience that it was reduced for."""
    brief, audience = tomli.loads(file.read_text("utf-8")), file.parent.name
    for_audience = file.parent.parent == AUDIENCES
    return {
        f"{folder}/{file.stem}.{document}.{lang}.{audience + '.' if for_audience else ''}pdf"
        for folder in ([audience] if for_audience else ["standard", "official"])
        for document in papers_of(brief)
        for lang in spoken(brief)
    }


def complete(papers, briefs):
    """Every brief has its papers in each of its languages and themes, and there are no others."""
    left = {f"{file.parent.name}/{file.name}" for file in papers.glob("*/*.pdf")}
    for file in briefs:
        due = due_papers(file)
        yield from verdict(
            "papers", file.name, [f"no {name}" for name in sorted(due - left)], f"{len(due)} papers"
        )
        left -= due
    yield from verdict("papers", papers.name, [f"not asked for: {name}" for name in sorted(left)], "no other")


if __name__ == "__main__":
    end(complete(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]))
