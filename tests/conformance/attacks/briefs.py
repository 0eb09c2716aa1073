"""Briefs that exhaust the stack, the memory or the patience of a program that trusts them."""

from case import BRIEF, Case

MIB = 1 << 20
CHECK = ["check", "brief.toml"]
BUILD = ["build", "brief.toml", "-o", "out"]
# A summary of what was read stands in a message: it names the file and the line.
PLACED = r"(?m)^\s+┌─ brief\.toml:\d+:\d+"


def brief(text, start=BRIEF):
    """Makes a brief of the shortest one and more."""
    return lambda place: place.write("brief.toml", start + text())


def members(count, more=""):
    """As many members of a side."""
    return "".join(f'[[sides.members]]\nname = "N{number}"\n{more.format(number)}' for number in range(count))


def nested_dotted():
    """Inline tables in inline tables, each below a dotted key: 3 KB."""
    return "x = " + "{a.a.a.a.a.a.a.a.a.a = " * 70 + "1" + "}" * 70 + "\n"


def chain(count, each, last='[[points]]\nid = "x"\n' * 2):
    """A brief that includes a file that includes the next one, and so on to the last."""

    def make(place):
        place.write("brief.toml", f'include = ["0.toml"]\n{BRIEF}')
        for number in range(count):
            place.write(f"{number}.toml", each(number + 1))
        place.write(f"{count}.toml", last)

    return make


def doubling(number):
    """The next file, twice: under one name and under another of it."""
    return f'include = ["{number}.toml", "./{number}.toml"]\n'


def many_includes(place):
    """One file, included a hundred thousand times."""
    place.write("brief.toml", "include = [" + '"a.toml",' * 100_000 + "]\n" + BRIEF)
    place.write("a.toml", 'keywords = ["a"]\n')


def many_long_includes(place):
    """A file of 10,000 values, included a hundred thousand times."""
    many_includes(place)
    place.write("a.toml", "keywords = [" + '"a",' * 10_000 + "]\n")


def large_includes(place):
    """Forty files of one mebibyte each."""
    place.write("brief.toml", "include = [" + ",".join(f'"{number}.toml"' for number in range(40)) + "]\n" + BRIEF)
    for number in range(40):
        place.write(f"{number}.toml", "keywords = [" + '"a",' * (MIB // 4) + "]\n")


def references(count):
    """As many ids, and as many speakers that are none of them."""
    people = members(count, 'id = "person-{}"\n')
    agenda = "".join(f'[[agenda]]\ntopic = "T"\nspeaker = "persom-{number}x"\n' for number in range(count))
    return people + agenda


def register(place):
    """Members that are not in a long register."""
    place.write("brief.toml", BRIEF + "".join(f'[[sides.members]]\nperson = "persom-{number}x"\n' for number in range(3000)))
    place.write("people.toml", "".join(f'[person-{number}]\nname = "N"\n' for number in range(3000)))


def stress(character, count, key="title"):
    """A long text of one character."""
    text = BRIEF.replace('title = "T"\n', "") if key == "title" else BRIEF
    return lambda place: place.write("brief.toml", f'{key} = "{character * count}"\n{text}')


def prose(text, count):
    """A long text of Markdown."""
    return lambda place: place.write("brief.toml", f"background = '''\n{text * count}\n'''\n{BRIEF}")


CASES = [
    # The stack.
    Case("inline tables below dotted keys", brief(nested_dotted), CHECK, PLACED),
    Case("a megabyte of [", brief(lambda: "x = " + "[" * MIB + "\n"), CHECK, PLACED),
    Case("a megabyte of nested lists", brief(lambda: "x = " + "[" * (MIB // 2) + "]" * (MIB // 2) + "\n"), CHECK, PLACED),
    Case("a megabyte of {a=", brief(lambda: "x = " + "{a=" * (MIB // 3) + "\n"), CHECK, PLACED),
    Case("a key of 500,000 steps", brief(lambda: "x" + ".a" * 500_000 + " = 1\n"), CHECK, PLACED),
    Case("a header of 500,000 steps", brief(lambda: "[x" + ".a" * 500_000 + "]\n"), CHECK, PLACED),
    Case("a deep value on the command line", brief(str), [*CHECK, "--set", "keywords=" + "[" * 60_000], "recursion limit|not TOML|too deep", (2,)),
    Case("tables below the deepest key", brief(lambda: "".join(f"[a{'.a' * 30}.k{number}]\nx.y = 1\n" for number in range(20_000))), CHECK),
    # Included files.
    Case("includes that double", chain(25, doubling), CHECK, r"25\.toml:\d+:\d+"),
    Case("a hundred thousand includes of one file", many_includes, CHECK, "", (0, 1)),
    Case("a hundred thousand includes of a long file", many_long_includes, CHECK, PLACED),
    Case("a long file below fifty others", chain(49, lambda number: f'include = ["{number}.toml"]\n', "keywords = [" + '"a",' * 90_000 + "]\n"), CHECK, r"\.toml:\d+:\d+"),
    Case("includes of forty megabytes", large_includes, CHECK, r"\.toml:\d+:\d+"),
    # Many values.
    Case("a long list below a deep key", brief(lambda: "x" + ".a" * 29 + " = [" + "1," * 4_000_000 + "]\n"), CHECK, PLACED),
    Case("lists below deep keys", brief(lambda: "".join(f"x{number}{'.a' * 28} = [{'1,' * 1000}]\n" for number in range(4000))), CHECK, PLACED),
    Case("a list of empty lists", brief(lambda: "keywords = [" + "[]," * 4_000_000 + "]\n", ""), CHECK, PLACED),
    Case("200,000 values of a wrong type", brief(lambda: "keywords = [" + "1," * 200_000 + "]\n", BRIEF.split("[[")[0]), CHECK, PLACED),
    Case("200,000 unknown keys", brief(lambda: "".join(f"unknown{number} = 1\n" for number in range(200_000)), ""), CHECK, PLACED),
    Case("200,000 sides without a name", brief(lambda: "[[sides]]\nhost = true\n" * 200_000), CHECK, PLACED),
    Case("200,000 languages", brief(lambda: "languages = [" + '"xx",' * 200_000 + "]\n", 'title = "T"\n'), CHECK, PLACED),
    Case("200,000 duplicate keys", brief(lambda: "x = 1\n" * 200_000), CHECK, PLACED),
    Case("200,000 lines that are not TOML", brief(lambda: "!\n" * 200_000), CHECK, PLACED),
    Case("6,000 unknown ids among 6,000", brief(lambda: references(6000)), CHECK, PLACED),
    Case("3,000 unknown ids of a register", register, CHECK, PLACED),
    Case("two long ids that nearly agree", brief(lambda: members(1, f'id = "{"a" * 50_000}"\n') + f'[[agenda]]\ntopic = "T"\nspeaker = "{"a" * 50_000}b"\n'), CHECK, PLACED),
    Case("100,000 members with one id", brief(lambda: members(100_000, 'id = "one"\n')), CHECK, PLACED),
    Case("100,000 members", brief(lambda: members(100_000)), BUILD, "", (0, 1)),
    Case("100,000 empty texts", brief(lambda: "keywords = [" + '"",' * 100_000 + "]\n", BRIEF.split("[[")[0]), CHECK, PLACED),
    Case("100,000 audiences", brief(lambda: "[[agenda]]\ntopic = 'T'\naudience = [" + ",".join(f'"a{number}"' for number in range(100_000)) + "]\n"), [*BUILD, "--audience", "b"], "", (0, 1, 2)),
    Case("50,000 points of the agenda", brief(lambda: '[[agenda]]\ntopic = "T"\nstart = "10:00"\n' * 50_000), CHECK, "", (0, 1)),
    Case("50,000 days of a programme", brief(lambda: '[[programme]]\ndate = 2026-01-01\n[[programme.events]]\nevent = "E"\nstart = "10:00"\n' * 50_000), CHECK, "", (0, 1)),
    # Long texts.
    Case("20,000 combining marks", stress("\u0301", 20_000), BUILD, PLACED),
    Case("fifteen megabytes of combining marks", stress("\u0301", 7_500_000), CHECK, PLACED),
    Case("alternating combining marks", stress("\u0301\u0316", 3_500_000), CHECK, PLACED),
    Case("fifteen megabytes of one word", stress("a", 15 * MIB), BUILD, PLACED),
    Case("fifteen megabytes of words", stress("one ", 15 * MIB // 4), BUILD, PLACED),
    Case("a megabyte of words", stress("one ", MIB // 4), BUILD, "", (0, 1)),
    Case("five megabytes of Markdown", prose("one **two** [three](https://example.org) \n\n", 5 * MIB // 42), BUILD, PLACED),
    Case("words of mixed scripts", stress("аa ", 2_000_000), CHECK, PLACED),
    Case("a word of mixed scripts", stress("аa", 2_000_000), CHECK, PLACED),
    Case("every character of Unicode", stress("".join(chr(code) for code in range(0xA0, 0x30000) if not 0xD800 <= code < 0xE000), 10), CHECK, PLACED),
    Case("characters without a glyph", stress("\U0001F4A9", 1_000_000), CHECK, PLACED),
    Case("a line of ten megabytes before a fault", brief(lambda: f"x = [{'1,' * 5_000_000}]\ny = [{'1,' * 10}]\n", ""), CHECK, PLACED),
    *(
        Case(f"Markdown: {name}", prose(text, MIB // len(text)), CHECK, "", (0, 1))
        for name, text in {
            "stars": "*a ", "stars on both sides": "*a* ", "alternating stars": "*a_b ", "brackets": "[", "closing brackets": "a](",
            "links in links": "[a](b", "quotes": "> ", "code": "`a``", "lists": "- ", "numbers": "1. ", "angle brackets": "<a ",
            "entities": "&#x26;", "definitions": "[a]: b\n", "footnotes": "[^a] ", "rows": "|a|b|\n|-|-|\n", "columns": "|a",
            "backslashes": "\\", "declarations": "<!A ", "dollars": "$a$ ", "underscores": "__a ", "lines": "a\n", "paragraphs": "a\n\n",
        }.items()
    ),
]  # fmt: skip
