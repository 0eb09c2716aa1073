"""Spoils a good paper in one way, so that a judge can be seen to notice. `spoil.py HOW GOOD.pdf BAD.pdf`"""

import sys
from pathlib import Path

import pikepdf
import tomli

# A word that is not in any brief, and one that the brief `held` holds back.
NOBODYS, SECRET = "Xyzzyx", "Брузмель"


def metadata(pdf):
    """No XMP packet: the paper no longer says that it is PDF/A."""
    del pdf.Root.Metadata


def language(pdf):
    """No language: a screen reader would not know how to speak."""
    del pdf.Root.Lang


def blank(pdf):
    """A first page without its text."""
    pdf.pages[0].Contents = pdf.make_stream(b"")


def lookalike(pdf):
    """Latin and Cyrillic "a" change places in the fonts' tables: it looks the same and copies wrong."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/ToUnicode" in thing:
            table = thing.ToUnicode.read_bytes()
            for old, new in ((b"<0061>", b"<swap>"), (b"<0430>", b"<0061>"), (b"<swap>", b"<0430>")):
                table = table.replace(old, new)
            thing.ToUnicode = pdf.make_stream(table)


def invented(pdf):
    """An invented word and number on the first page, in a font that is not embedded."""
    page = pdf.pages[0]
    page.Resources.Font["/Zz"] = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.contents_add(b"BT /Zz 12 Tf 100 400 Td (Xyzzyx 987654) Tj ET")


def retitled(pdf, word):
    """One more word in the title of the document information."""
    pdf.docinfo["/Title"] = f"{pdf.docinfo['/Title']} {word}"


def title(pdf):
    """An invented word in the title."""
    retitled(pdf, NOBODYS)


def sitter(pdf):
    """A name in another language of the brief, which only the faces of plates may have."""
    retitled(pdf, "Самұрықов")


def foreign(pdf):
    """A word in another language of the brief that is not part of a name."""
    retitled(pdf, "растау")


def weekday(pdf):
    """A weekday on which no date of the brief falls."""
    retitled(pdf, "воскресенье")


def bookmarked(pdf, word):
    """One more word in the first bookmark."""
    pdf.Root.Outlines.First.Title = pikepdf.String(f"{pdf.Root.Outlines.First.Title} {word}")


def bookmark(pdf):
    """An invented word in a bookmark."""
    bookmarked(pdf, NOBODYS)


def tags(pdf, key="/S"):
    """Every tag that has this key."""
    return [
        thing
        for thing in pdf.objects
        if isinstance(thing, pikepdf.Dictionary) and "/S" in thing and key in thing
    ]


def picture(pdf):
    """An invented word in the description of a picture."""
    figure = tags(pdf, "/Alt")[0]
    figure.Alt = pikepdf.String(f"{figure.Alt} {NOBODYS}")


def footnote(pdf):
    """An invented word for the links to footnotes."""
    for thing in pdf.objects:
        if (
            isinstance(thing, pikepdf.Dictionary)
            and thing.get("/Subtype") == "/Link"
            and "/Contents" in thing
        ):
            thing.Contents = pikepdf.String(f"{NOBODYS} 1")


def nameless(pdf):
    """Pictures without a description."""
    for figure in tags(pdf, "/Alt"):
        del figure.Alt


def untagged(pdf):
    """No tag names another language."""
    for tag in tags(pdf, "/Lang"):
        del tag.Lang


def marks(pdf):
    """Bookmarks that do not say where they lead."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and "/Title" in thing and "/Parent" in thing:
            thing.Title = pikepdf.String("?")


def sheet(pdf):
    """A sheet of American size."""
    pdf.pages[0].mediabox = [0, 0, 612, 792]


def instead(pdf, word=NOBODYS):
    """A text that replaces what is drawn when it is copied."""
    page = pdf.pages[0]
    hidden = pikepdf.String(word).unparse()
    page.contents_add(b"/Span <</ActualText " + hidden + b">> BDC EMC")


def script(pdf):
    """A script that runs when the paper is opened."""
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def attached(pdf, data):
    """Another file inside the paper."""
    pdf.attachments["x.txt"] = pikepdf.AttachedFileSpec(pdf, data)


def attachment(pdf):
    """Another file inside the paper."""
    attached(pdf, b"x")


def nothing_attached(pdf):
    """No other file inside a paper that has some."""
    for name in list(pdf.attachments):
        del pdf.attachments[name]


def in_title(pdf):
    """A word that is held back, in the title."""
    retitled(pdf, SECRET)


def in_metadata(pdf):
    """The same in the XMP packet."""
    with pdf.open_metadata() as xmp:
        xmp["dc:description"] = SECRET


def in_bookmark(pdf):
    """The same in a bookmark."""
    bookmarked(pdf, SECRET)


def in_description(pdf):
    """The same as an alternative text."""
    tags(pdf)[0].Alt = pikepdf.String(SECRET)


def in_tag(pdf):
    """The same in lower case, in a string of a dictionary that readers do not see."""
    tags(pdf)[0].ID = pikepdf.String(SECRET.lower())


def in_content(pdf):
    """The same as a text that replaces what is drawn."""
    instead(pdf, SECRET)


def in_content_as_text(pdf):
    """The same on the page, as glyph numbers that only the font explains, letter by letter with gaps."""
    page = pdf.pages[0]
    table = "".join(f"<{number:02x}> <{ord(letter):04x}>\n" for number, letter in enumerate(SECRET, 65))
    head = f"begincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n{len(SECRET)} beginbfchar\n"
    table = f"{head}{table}endbfchar\nendcmap"
    page.Resources.Font["/Zz"] = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
        ToUnicode=pdf.make_stream(table.encode()))
    page.contents_add(b"BT /Zz 12 Tf 3 Tc 100 400 Td (ABCDEFGH) Tj ET")


def in_attachment(pdf):
    """The same inside another file."""
    attached(pdf, f"о вопросе {SECRET.upper()}".encode())


def in_comment(pdf):
    """The same in an invisible comment of a page's content, two bytes per letter."""
    pdf.pages[0].contents_add(b"% " + SECRET.encode("utf-16-be").hex().encode() + b"\n")


def points():
    """A talking point of the brief that the paper is of."""
    brief = tomli.loads((Path(__file__).parents[2] / "briefs" / "full.toml").read_text("utf-8"))
    text = brief["points"][0]["text"]
    return text["ru"] if isinstance(text, dict) else text


def added_to_source(pdf, text):
    """More text at the end of the attached brief."""
    brief = pdf.attachments["brief.toml"].get_file().read_bytes()
    more = brief + text.encode()
    pdf.attachments["brief.toml"] = pikepdf.AttachedFileSpec(pdf, more, filename="brief.toml")


def points_in_source(pdf):
    """A talking point in the attached brief."""
    added_to_source(pdf, f'\n[[points]]\ntext = """{points()}"""\n')


def comment_in_source(pdf):
    """A comment in the attached brief."""
    added_to_source(pdf, "\n# x\n")


def points_in_attachment(pdf):
    """A talking point in another file."""
    attached(pdf, points().encode())


def points_in_keywords(pdf):
    """A talking point among the keywords."""
    with pdf.open_metadata() as xmp:
        xmp["pdf:Keywords"] = points()


def points_in_tag(pdf):
    """A talking point as the title of a tag."""
    pdf.Root.StructTreeRoot.T = points()


if __name__ == "__main__":
    how, good, bad = sys.argv[1:]
    Path(bad).parent.mkdir(parents=True, exist_ok=True)
    with pikepdf.open(good) as paper:
        globals()[how.replace("-", "_")](paper)
        paper.save(bad)
