"""Proves that a paper works for screen readers, archives and search.

Each check is a plain statement about the objects in the file; see `statements`.
"""

import pikepdf

from brief import dictionaries, language, leaves, main, one, verdict, words
from text import faces

# Actions that run code, start programs or send data. A link (/URI) and a jump within the paper (/GoTo) are
# harmless.
FORBIDDEN = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/ResetForm",
    "/GoToR",
    "/GoToE",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/Hide",
    "/SetOCGState",
    "/Trans",
    "/GoTo3DView",
    "/RichMediaExecute",
}
# The sheets that a template may name, in points.
SHEETS = {"a4": (595, 842), "a4-landscape": (842, 595), "a5": (420, 595), "a5-landscape": (595, 420)}


def font_problems(fonts):
    """Fonts that are not embedded, or whose letters cannot be copied."""
    for font in fonts:
        name, kind = str(font.get("/BaseFont", "?")), font.get("/Subtype")
        if kind not in ("/Type0", "/Type3"):
            descriptor = font.get("/FontDescriptor", {})
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"font {name} is not embedded"
        if kind not in ("/CIDFontType0", "/CIDFontType2") and "/ToUnicode" not in font:
            yield f"font {name} has no ToUnicode"


def action_problems(everything):
    """Forbidden actions."""
    for thing in everything:
        if (
            "/JS" in thing
            or "/AA" in thing
            or thing.get("/S") in FORBIDDEN
            and thing.get("/Type") != "/StructElem"
        ):
            yield f"forbidden action {thing.get('/S', '/AA')}"


def flat(value):
    """A value of the XMP packet as words; it is a string or a list of strings."""
    return words(value if isinstance(value, str) else " ".join(value or ()))


def tagged_languages(paper, brief):
    """The other languages that a paper must tag: those of the faces of its pieces."""
    if not paper.template.has_faces:
        return set()
    people = [(side, member) for side in brief["sides"] for member in side.get("members", [])]
    return {lang for side, member in people for lang in faces(side, member, brief, paper.lang)} - {paper.lang}


def pictures(paper, brief):
    """The exact pictures of a paper, by words of their descriptions."""
    of = paper.template
    logo = brief.get("letterhead", {}).get("logo")
    if of.has("letterhead") and logo:
        yield "the logo", words(one(logo["alt"], paper.lang))
    people = [member for side in brief.get("sides", []) for member in side.get("members", [])]
    portraits = [member["photo"] for member in people if "photo" in member and of.has("sides.members.photo")]
    yield from (("a portrait", words(one(picture["alt"], paper.lang))) for picture in portraits)
    illustrations = brief.get("illustrations", []) if of.has("illustrations") else []
    yield from (("an illustration", words(one(picture["alt"], paper.lang))) for picture in illustrations)
    if of.has("seating"):
        yield "the plan", words(one(brief["sides"][0]["name"], paper.lang))


def headings(paper, brief):
    """The bookmarks of a paper: one for each person with a piece, on the piece that says the most."""
    if not paper.template.has_faces:
        return []
    people = [(side, member) for side in brief["sides"] for member in side.get("members", [])]
    is_in_own_language = paper.template.has("sides.members.name")
    langs = [paper.lang if is_in_own_language else faces(*person, brief, paper.lang)[1] for person in people]
    return [words(one(member["name"], lang)) for (_, member), lang in zip(people, langs)]


def has(text, run):
    """Whether words stand in one run."""
    return f" {' '.join(run)} " in f" {' '.join(text)} "


def statements(paper, pdf, tags):
    """Every requirement, as (statement, whether it holds)."""
    root, info, xmp, brief = pdf.Root, pdf.docinfo, pdf.open_metadata(), paper.brief()
    yield f"/Lang is {paper.lang}", root.get("/Lang") == paper.lang
    author = [value for path, value in leaves(brief, paper.lang) if path == ("prepared_by", "name")]
    author = author if paper.template.has("prepared_by") else []
    prints = paper.template.has
    has_sides = prints("sides") or any(path[0] == "sides" for path in paper.template.others)
    has_keywords = has_sides or prints("centre") or (prints("keywords") and brief.get("keywords"))
    for key, name in (("/Title", "dc:title"), ("/Author", "dc:creator"), ("/Keywords", "pdf:Keywords")):
        if (key == "/Author" and not author) or (key == "/Keywords" and not has_keywords):
            yield f"{key} is not stated", key not in info and not xmp.get(name)
            continue
        yield f"{key} is in the document information", bool(flat(str(info.get(key, ""))))
        yield f"{name} in the XMP says the same as {key}", flat(xmp.get(name)) == flat(str(info.get(key, "")))
    kind = language(paper.lang)["labels"][paper.template.label]
    called = words(f"{kind}. {one(brief['title'], paper.lang)}")
    yield "the title says what paper it is, and about what", flat(str(info.get("/Title", ""))) == called
    keywords = [one(text, paper.lang) for text in brief.get("keywords", []) if prints("keywords")]
    yield "the keywords are those of the brief", not keywords or flat(xmp.get("pdf:Keywords")) == words(
        ", ".join(keywords)
    )
    if author:
        yield f"the author is {author[0]}", flat(str(info.get("/Author", ""))) == words(author[0])
    yield "viewers show the title", root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is True
    yield "the paper is marked as tagged", root.get("/MarkInfo", {}).get("/Marked") is True
    yield "there is a tree of tags", "/K" in root.get("/StructTreeRoot", {})
    # A letter has no headings.
    yield "there are bookmarks", paper.template.has("recipient") or "/First" in root.get("/Outlines", {})
    bookmarks = [words(str(tag.Title)) for tag in tags if "/Title" in tag and "/Parent" in tag]
    for heading in headings(paper, brief):
        yield f"there is a bookmark for {' '.join(heading)}", any(has(mark, heading) for mark in bookmarks)
    figures = [words(str(tag.get("/Alt", ""))) for tag in tags if tag.get("/S") == "/Figure"]
    yield "every picture has a description", all(figures)
    due = list(pictures(paper, brief))
    yield f"it has {len(due)} pictures", len(figures) == len(due)
    for what, run in due:
        yield f"the description of {what} says {' '.join(run)}", any(has(figure, run) for figure in figures)
    spoken = {str(tag.Lang) for tag in tags if "/Lang" in tag and "/S" in tag} - {paper.lang}
    due = tagged_languages(paper, brief)
    yield f"tagged as of other languages is {sorted(due) or 'nothing'}", spoken == due
    sizes = {
        tuple(round(abs(float(page.mediabox[n + 2]) - float(page.mediabox[n]))) for n in (0, 1))
        for page in pdf.pages
    }
    yield "the sheets have their size", sizes <= {SHEETS[name] for name in paper.template.sheets}
    start = root.get("/OpenAction")
    yield "opening it only jumps", start is None or isinstance(start, pikepdf.Array) or start.get(
        "/S"
    ) == "/GoTo"
    names = root.get("/Names", {})
    yield "it carries no scripts", "/JavaScript" not in names
    yield "it carries no other files", "/EmbeddedFiles" not in names and "/AF" not in root


def judge(paper):
    """All statements, all fonts and all actions of one paper."""
    with pikepdf.open(paper.file) as pdf:
        everything = [part for thing in pdf.objects for part in dictionaries(thing)]
        problems = [
            f"not so: {statement}" for statement, holds in statements(paper, pdf, everything) if not holds
        ]
        # Found by type anywhere: page resources, form XObjects, descendants of other fonts.
        fonts = [thing for thing in everything if thing.get("/Type") == "/Font"]
        problems += [*font_problems(fonts), *action_problems(everything)]
        if not fonts:
            problems.append("it has no fonts")
        return verdict("structure", paper.name, problems, f"{len(fonts)} fonts")


if __name__ == "__main__":
    main(judge)
