"""Templates that never end, or take all the memory there is. A batch goes on without them."""

from case import BRIEF, Case

# What PDF/A and PDF/UA ask of every document.
HEAD = '#set document(title: "T", date: datetime(year: 2026, month: 1, day: 1))\n#set text(lang: "en")\n'
MANIFEST = 'label = "memo"\ndescription = "D"\n'


def template(main, briefs=1, name="own"):
    """A template of one's own, and briefs for it."""

    def make(place):
        place.write(f"{name}/main.typ", HEAD + main)
        place.write(f"{name}/template.toml", MANIFEST)
        for number in range(briefs):
            place.write(f"{number}.toml", BRIEF.replace('"T"', f'"T{number}"'))

    return make


def others(place):
    """What is wrong with the papers of the other briefs of the batch."""
    left = [name for name in ("0.own.en.pdf", "2.own.en.pdf") if not (place.folder / "out" / name).exists()]
    return [f"there is no {name}" for name in left] + ["there is a 1.own.en.pdf"] * (place.folder / "out" / "1.own.en.pdf").exists()


LOOP = "#for i in range(1000000000) { let a = i }"
# Only the second brief brings it down.
ONLY_SECOND = '#let view = json("/view.json")\n#if "T1" in repr(view) [{}] else [ok]'
GROW = '#let a = "a" * 100000\n#let b = range(100000).map(i => a + str(i))\n#b.len()'
SAID = r"the template .* for the paper `own` in `en`"
BUILD = ["build", "0.toml", "-t", "./own", "-o", "out"]
CASES = [
    Case("a loop without end", template(LOOP), BUILD, SAID),
    Case("a hundred years of work", template("#for i in range(3000) { for j in range(3000) { for k in range(3000) { let a = i * j * k } } }"), BUILD, SAID + "|more than 8 seconds for the paper `own` in `en`"),
    Case("a loop without end, checked", template(LOOP), ["check", "0.toml", "-t", "./own"], SAID),
    Case("a text without end", template('#let a = "a" * 10000000000\n#a.len()'), BUILD, "(?s)own|template"),
    Case("memory without end", template(GROW), BUILD, SAID),
    Case("a function that calls itself", template("#let f(x) = f(x + 1)\n#f(0)"), BUILD, "maximum function call depth"),
    Case("content nested a million deep", template("#let a = [x]\n#for i in range(1000000) { a = [#a] }\n#a"), BUILD, "", (0, 1)),
    Case("show rules that never end", template("#show \"a\": [aa]\na"), BUILD, "", (0, 1)),
    Case("a page of a kilometre of text", template("#lorem(10000000)"), BUILD, SAID, (0, 1)),
    Case("the second of three briefs", template(ONLY_SECOND.format(LOOP), 3), ["build", "0.toml", "1.toml", "2.toml", "-t", "./own", "-o", "out"], SAID, after=others),
    Case("the memory of the second of three briefs", template(ONLY_SECOND.format(GROW), 3), ["build", "0.toml", "1.toml", "2.toml", "-t", "./own", "-o", "out"], SAID, after=others),
]  # fmt: skip
