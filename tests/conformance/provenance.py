"""Proves that a paper invents nothing: all its words come from the brief or the language file.

Every word of the pages and of the metadata (document information, XMP, bookmarks, alternative texts, texts
that replace what is drawn) must occur in

* a printed string of the brief, in the paper's language, or
* a label or date pattern of templates/languages/<language>.toml; of its months and weekdays only those of the
  brief's dates, of its names of papers only that of this paper.

Every number must occur there too, or be part of a date or time of the brief, a number of the brief, or a
count no greater than the number of pages or of the items in the brief's longest list. Case and word order are
not judged: a sentence wrongly combined from right words is a matter for the tests of the templates.

Some papers may say more, for the reasons at `on_faces`, `on_plan`, `scales`, `on_marks` and `blank_rows`.
"""

import datetime
import io
import re
from functools import lru_cache

import pikepdf
import typst

from brief import NOTE, UNKNOWN, by_pdfium, dictionaries, language, leaves, main, one, plain, verdict, words
from templates import TEMPLATES, keys, spoken, templates

ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


def without_places(text):
    """A string of a language file without placeholders such as {day}."""
    return re.sub(r"\{[\w-]+\}", " ", text)


@lru_cache
def names_of_papers():
    """The labels that name a paper and occur in no other: those that are not a heading of any template."""
    typst = [file.read_text("utf-8") for file in TEMPLATES.glob("*/*.typ")]
    heading = re.compile(r'labels\.([\w-]+)|titled\(\s*"([\w-]+)"')
    headings = {label for text in typst for found in heading.findall(text) for label in found if label}
    return {template.label for template in templates()} - headings


def own_words(paper, dates):
    """The strings of the language file that this paper may print."""
    file = paper.language()
    for name, label in file["labels"].items():
        if name not in names_of_papers() or name == paper.template.label:
            yield without_places(label)
    for name, pattern in file["dates"].items():
        if isinstance(pattern, str):
            yield without_places(pattern)
    for date in dates:
        yield file["dates"]["months"][date.month - 1]
        yield file["dates"]["weekdays"][date.weekday()]


def counts(value, key="", found=None):
    """The length of each list of the brief; lists under the same key (the members of all sides) add up."""
    found = {} if found is None else found
    if isinstance(value, dict):
        for name, item in value.items():
            counts(item, name, found)
    elif isinstance(value, list):
        found[key] = found.get(key, 0) + len(value)
        for item in value:
            counts(item, key, found)
    return found


def numbers(value):
    """The numbers that a value of the brief may be printed as."""
    if isinstance(value, datetime.date):
        yield from (value.year, value.month, value.day)
    if isinstance(value, (datetime.time, datetime.datetime)):
        yield from (value.hour, value.minute)
    if isinstance(value, (int, float)):
        yield from (int(part) for part in re.findall(r"\d+", f"{value} {value:,}"))


def ends(brief):
    """The ends of agenda items with a start and a length: the paper adds them up."""
    for item in brief.get("agenda", []):
        if "start" in item and "duration" in item:
            hours, minutes = (int(part) for part in str(item["start"]).split(":")[:2])
            yield from divmod(hours * 60 + minutes + item["duration"], 60)


def on_faces(paper, brief):
    """What the faces of pieces may say in other languages: who sits there. One face is for the sitter, in the
    language of the side; the other, for the other side, may be in any language of the brief. An interpreter
    without a position is called so."""
    said = {keys(path) for path in (*paper.template.sitter, *paper.template.others)}
    for lang in set(spoken(brief)) - {paper.lang} if said else []:
        for path, value in leaves(brief, lang):
            if isinstance(value, str) and path in said:
                yield value
        roles = [member.get("role") for side in brief["sides"] for member in side.get("members", [])]
        if ("sides", "members", "role") in said and "interpreter" in roles:
            yield language(lang)["labels"]["interpreter"]


def on_plan(paper, brief):
    """The Roman numerals of sides on a seating plan, where the table has no room for their names."""
    if paper.template.has("seating"):
        yield from ROMAN[: len(brief["sides"])]


def scales(paper, text):
    """The number of a scale, as the label has it: one to five, ten and so on, and only where the brief states
    the measures that the plan is drawn to. What else is a scale comes from nowhere."""
    seating = paper.brief().get("seating", {})
    if not paper.template.has("seating") or "place_width" not in seating:
        return set()
    label = re.escape(paper.language()["labels"]["scale"]).replace(re.escape("{number}"), r"(\d*[05])\b")
    return {int(number) for number in re.findall(label.replace(r"\ ", r"\s"), text)}


def blank_rows(paper, brief):
    """How many rows a paper to write on leaves for a side without named members: six, the `blank-rows` of
    templates/lib/theme.typ."""
    nameless = any(not side.get("members") for side in brief.get("sides", []))
    return 6 if paper.template.blank_rows and nameless else 0


@lru_cache
def links_to_footnotes(lang):
    """The typesetter's words for a link to a footnote, taken from a page of the stock typesetter."""
    page = f'#set document(title: "-")\n#set text(lang: "{lang}")\n-#footnote[-]'
    with pikepdf.open(io.BytesIO(typst.compile(page.encode(), ignore_system_fonts=True))) as pdf:
        return [str(thing["/Contents"]) for thing in pdf.objects
                if isinstance(thing, pikepdf.Dictionary) and thing.get("/Subtype") == "/Link"]


def on_marks(paper, strings):
    """What footnotes add: the words that describe their marks, and numbers joined to a mark, «№ 7¹»."""
    marks = [mark for text in strings for mark in NOTE.finditer(text)]
    if marks:
        yield from links_to_footnotes(paper.lang)
    before = {mark.string[: mark.start()][-8:] for mark in marks}
    for digits in (re.search(r"\d+$", text) for text in before):
        yield from (f"{digits[0]}{note}" for note in range(1, len(marks) + 1)) if digits else ()


def allowed(paper, pages):
    """The words and numbers that the paper may use, and how far it may count."""
    brief = paper.brief()
    values = [value for _, value in leaves(brief, paper.lang) if value is not UNKNOWN]
    values += [one(text, paper.lang) for text in brief.get("keywords", [])]
    dates = [value for value in values if isinstance(value, datetime.date)]
    strings = [value for value in values if isinstance(value, str)]
    strings += [block for text in strings for block in plain(text)]
    strings += [*on_marks(paper, strings)]
    strings += [*own_words(paper, dates), *on_faces(paper, brief), *on_plan(paper, brief)]
    known = {token for text in strings for token in words(text)}
    known_numbers = {int(token) for token in known if token.isdecimal()}
    known_numbers |= {number for value in values for number in numbers(value)} | set(ends(brief))
    return known, known_numbers, max(pages, *counts(brief).values(), blank_rows(paper, brief), 0)


# Keys of a PDF whose values are words.
TEXTS = ("/Title", "/T", "/Alt", "/ActualText", "/E", "/Contents", "/TU", "/Summary")


def metadata(pdf):
    """Every text of the PDF outside its pages, as (where, text), without the writer's name and version."""
    for key, value in pdf.docinfo.items():
        if key not in ("/Creator", "/Producer", "/CreationDate", "/ModDate", "/Trapped"):
            yield f"info {key}", str(value)
    xmp = pdf.open_metadata()
    for key in ("dc:title", "dc:creator", "dc:description", "dc:subject", "pdf:Keywords"):
        value = xmp.get(key, "")
        yield f"XMP {key}", value if isinstance(value, str) else " ".join(value)
    for thing in pdf.objects:
        for part in dictionaries(thing):
            if part.objgen == pdf.docinfo.objgen and part.is_indirect:
                continue
            kind = "bookmark" if "/Title" in part and "/Parent" in part else "tag"
            for key in TEXTS:
                if isinstance(part.get(key), pikepdf.String):
                    yield f"{kind} {key}", str(part[key])
    for page in pdf.pages:
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC" and isinstance(operands[1], pikepdf.Dictionary):
                for key in TEXTS:
                    if key in operands[1]:  # may be part of a word: the text of a single glyph
                        yield f"content {key}", str(operands[1][key])


def judge(paper):
    """Compares every word and number of the paper with what it may say."""
    with pikepdf.open(paper.file) as pdf:
        texts = list(metadata(pdf))
    pages = by_pdfium(paper.file.read_bytes())
    known, known_numbers, top = allowed(paper, len(pages))
    known_numbers |= scales(paper, "\f".join(pages))
    # Body and furniture are each joined across pages, so that words broken at a page end are whole.
    texts += [("", "\f".join(by_pdfium(layer))) for layer in paper.layers()]

    problems, total = {}, 0
    for where, text in texts:
        for token in words(text):
            if not token.isalnum():
                continue
            total += 1
            if token.isdecimal():
                good = int(token) in known_numbers or int(token) <= top
            else:
                good = (
                    token in known or where == "content /ActualText" and any(token in word for word in known)
                )
            if not good:
                found = [f"page {n}" for n, page in enumerate(pages, 1) if token in words(page)] or ["pages"]
                problems.setdefault(token, {}).update(dict.fromkeys([where] if where else found))
    lines = [f"{token!r} comes from nowhere: {', '.join(places)}" for token, places in problems.items()]
    if not total:
        lines.append("the paper has no words")
    return verdict("provenance", paper.name, lines, f"{total} words")


if __name__ == "__main__":
    main(judge)
