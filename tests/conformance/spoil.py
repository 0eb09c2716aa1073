"""Spoils a good paper in one way, so that a judge can be seen to notice. `spoil.py HOW GOOD.pdf BAD.pdf`"""

import sys
from pathlib import Path

import pikepdf


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
    """A word and a number that nobody wrote, on the first page, in a font that is not embedded."""
    page = pdf.pages[0]
    page.Resources.Font["/Zz"] = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.contents_add(b"BT /Zz 12 Tf 100 400 Td (Xyzzyx 987654) Tj ET")


def title(pdf):
    """A word that nobody wrote, in the title of the document information."""
    pdf.docinfo["/Title"] = str(pdf.docinfo["/Title"]) + " Xyzzyx"


def script(pdf):
    """A script that runs when the paper is opened."""
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


if __name__ == "__main__":
    how, good, bad = sys.argv[1:]
    Path(bad).parent.mkdir(parents=True, exist_ok=True)
    with pikepdf.open(good) as paper:
        globals()[how](paper)
        paper.save(bad)
