"""Proves that a paper is well made for those who do not read it with their eyes: screen readers, archives, search.

Each check is a plain statement about the objects in the file; see `statements`.
"""

import pikepdf

from brief import leaves, main, report, words

# Actions that run code, start programs or send data. A link (/URI) and a jump within the paper (/GoTo) are harmless.
FORBIDDEN = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/ResetForm", "/GoToR", "/GoToE", "/Rendition",
             "/Movie", "/Sound", "/Hide", "/SetOCGState", "/Trans", "/GoTo3DView", "/RichMediaExecute"}


def dictionaries(thing):
    """This object and every object written inside it, as far as they are dictionaries."""
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


def font_problems(fonts):
    """Fonts that other machines would have to replace, or whose letters cannot be copied."""
    for font in fonts:
        name, kind = str(font.get("/BaseFont", "?")), font.get("/Subtype")
        if kind not in ("/Type0", "/Type3"):
            descriptor = font.get("/FontDescriptor", {})
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"font {name} is not embedded"
        if kind not in ("/CIDFontType0", "/CIDFontType2") and "/ToUnicode" not in font:
            yield f"font {name} has no ToUnicode"


def action_problems(everything):
    """Actions that no memo needs."""
    for thing in everything:
        if "/JS" in thing or "/AA" in thing or thing.get("/S") in FORBIDDEN and thing.get("/Type") != "/StructElem":
            yield f"forbidden action {thing.get('/S', '/AA')}"


def flat(value):
    """A value of the XMP packet as words; it may be a text or a list of them."""
    return words(value if isinstance(value, str) else " ".join(value or ()))


def statements(paper, pdf):
    """Everything that must hold, as (statement, whether it does)."""
    root, info, xmp = pdf.Root, pdf.docinfo, pdf.open_metadata()
    yield f"/Lang is {paper.lang}", root.get("/Lang") == paper.lang
    author = [value for path, value in leaves(paper.brief(), paper.lang) if path == ("prepared_by", "name")]
    for key, name in (("/Title", "dc:title"), ("/Author", "dc:creator"), ("/Keywords", "pdf:Keywords")):
        if key == "/Author" and not author:
            continue
        yield f"{key} is in the document information", bool(flat(str(info.get(key, ""))))
        yield f"{name} in the XMP says the same as {key}", flat(xmp.get(name)) == flat(str(info.get(key, "")))
    if author:
        yield f"the author is {author[0]}", flat(str(info.get("/Author", ""))) == words(author[0])
    yield "viewers show the title", root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is True
    yield "the paper is marked as tagged", root.get("/MarkInfo", {}).get("/Marked") is True
    yield "there is a tree of tags", "/K" in root.get("/StructTreeRoot", {})
    yield "there are bookmarks", "/First" in root.get("/Outlines", {})
    start = root.get("/OpenAction")
    yield "opening it only jumps", start is None or isinstance(start, pikepdf.Array) or start.get("/S") == "/GoTo"
    yield "it carries no scripts", "/JavaScript" not in root.get("/Names", {})


def judge(paper):
    """All statements, all fonts and all actions of one paper."""
    with pikepdf.open(paper.file) as pdf:
        problems = [f"not so: {statement}" for statement, holds in statements(paper, pdf) if not holds]
        everything = [part for thing in pdf.objects for part in dictionaries(thing)]
        # By their type, wherever they hang: page resources, form XObjects, descendants of other fonts.
        fonts = [thing for thing in everything if thing.get("/Type") == "/Font"]
        problems += [*font_problems(fonts), *action_problems(everything)]
        if not fonts:
            problems.append("it has no fonts")
        return report("structure", paper, problems, f"{len(fonts)} fonts")


if __name__ == "__main__":
    main(judge)
