"""Proves that a paper carries only its own: no word of the brief that is not on its pages.

Usage: only_its_own.py PAPER.pdf...    (built with their sources attached)

The words of the whole brief, in all its languages, that no edition of the paper has on its pages, in its
title or in the description of a picture are searched for in the attached files, in the document information,
in the XMP, in every string of every object outside the pages, and in the name of the file. Besides, the
attached brief has neither comments nor tags.
"""

import re

import pikepdf
import tomli

from brief import EXTRACTORS, Paper, each, end, language, leaves, verdict, words
from held_back import strings, tokens
from templates import chosen, spoken

# A word of fewer letters occurs by chance.
SHORTEST = 5
# The name of the order of glyphs in every embedded font.
OF_EVERY_PDF = {"identity"}
# A text in TOML, in any quotes.
TOML_TEXT = re.compile(r'"""(?s:.)*?"""|\'\'\'(?s:.)*?\'\'\'|"(\\.|[^"\\\n])*"|\'[^\'\n]*\'')


def on_pages(paper):
    """The words on the pages of a paper, in all its languages."""
    found = set()
    for lang in spoken(paper.whole_brief()):
        name = re.sub(rf"\.{paper.lang}(?=\.)", f".{lang}", paper.file.name, count=1)
        edition = Paper(paper.file.with_name(name))
        data = edition.file.read_bytes()
        for extract in EXTRACTORS.values():
            found.update(word for page in extract(data) for word in words(page))
        with pikepdf.open(edition.file) as pdf:
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing:
                    found.update(words(str(thing.Alt)))
    return found


def own(paper):
    """The words that the paper may carry."""
    brief = paper.brief()
    found = set(on_pages(paper))
    for lang in spoken(brief):
        found.update(word for _, value in leaves(brief["title"], lang) for word in words(value))
        found.update(word for label in language(lang)["labels"].values() for word in words(label))
        found.update(named(paper, brief, lang))
        if paper.template.has("keywords"):
            found.update(word for _, text in leaves(brief.get("keywords", []), lang) for word in words(text))
    return found


def named(paper, brief, lang):
    """The words of what is printed in another language of the brief, of the ids of what it refers to, and of
    the centre whose goals it prints."""
    template = paper.template
    texts = chosen(brief, template.sitter + template.others)
    if template.has("outcomes.goal") and brief.get("centre", {}).get("goals"):
        texts = {**(texts or {}), "centre": {"name": brief["centre"]["name"]}}
    for _, value in leaves(texts or {}, lang):
        yield from words(str(value))
    with pikepdf.open(paper.file) as pdf:
        if "brief.toml" in pdf.attachments:
            attached = tomli.loads(pdf.attachments["brief.toml"].get_file().read_bytes().decode("utf-8"))
            yield from (word for found in ids(attached) for word in words(found))


def ids(value):
    """Every id in a brief."""
    if isinstance(value, list):
        return [found for item in value for found in ids(item)]
    if not isinstance(value, dict):
        return []
    own_id = [value["id"]] if isinstance(value.get("id"), str) else []
    return own_id + [found for item in value.values() for found in ids(item)]


def values(value):
    """The values of a TOML file as one text, without its keys."""
    items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return str(value) if not isinstance(value, (dict, list)) else "\n".join(map(values, items))


def carried(paper):
    """What a paper carries besides its pages, as (where, text)."""
    yield "the name of the file", paper.file.name
    with pikepdf.open(paper.file) as pdf:
        for name, spec in pdf.attachments.items():
            text = spec.get_file().read_bytes().decode("utf-8", "replace")
            yield f"the attached {name}", values(tomli.loads(text)) if name.endswith(".toml") else text
        pages = {page.objgen for page in pdf.pages}
        for thing in pdf.objects:
            if thing.is_indirect and thing.objgen in pages:
                continue
            # The keys of a PDF are words too, and no paper's own.
            for text in map(str, strings(thing)):
                if not text.startswith("/"):
                    yield f"object {thing.objgen[0]}", text
        for key, value in pdf.open_metadata().items():
            yield f"XMP {key}", str(value)


def of_brief(paper):
    """What the attached brief must not have besides words."""
    with pikepdf.open(paper.file) as pdf:
        if "brief.toml" not in pdf.attachments:
            return ["no brief is attached"]
        text = pdf.attachments["brief.toml"].get_file().read_bytes().decode("utf-8")
    without_texts = TOML_TEXT.sub("", text)
    has_comment = "#" in without_texts
    has_tag = "audience" in str(tomli.loads(text))
    return ["the attached brief has a comment"] * has_comment + ["the attached brief has a tag"] * has_tag


def judge(paper):
    """One paper."""
    allowed, problems = own(paper), []
    secrets = {word for word in tokens(paper.whole_brief()) if len(word) >= SHORTEST} - allowed - OF_EVERY_PDF
    for where, text in carried(paper):
        foreign = sorted(secrets.intersection(words(text)))
        if foreign:
            problems.append(f"{where} has words that the paper does not print: {', '.join(foreign[:5])}")
    problems += of_brief(paper)
    return verdict("only its own", paper.name, problems, f"{len(secrets)} words looked for")


def main(files):
    """Judges every paper."""
    end(line for lines in each(judge, files) for line in lines)


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])
