"""Pictures that cost far more than their files: drawings that nest, repeat and compute, and pixels without end."""

import struct
import zlib

from case import BRIEF, Case

MIB = 1 << 20
BUILD = ["build", "brief.toml", "-o", "out"]
# A picture is refused at the line that names it.
PLACED = r"(?m)^\s+┌─ brief\.toml:\d+:\d+"
START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink" viewBox="0 0 100 50">'
RECT = '<rect width="100" height="50"/>'


def pictures(*files):
    """Writes a brief that shows files, each a name and what makes its content."""

    def make(place):
        shown = "".join(f'[[illustrations]]\nfile = "{name}"\nalt = "Map"\n' for name, _ in files)
        place.write("brief.toml", BRIEF + shown)
        for name, content in files:
            place.write(name, content())

    return make


def svg(content, start=START):
    """Shows a drawing."""
    return pictures(("map.svg", lambda: start + content() + "</svg>"))


def nested(tag, depth):
    """Elements in elements."""
    return lambda: f"<{tag}>" * depth + RECT + f"</{tag.split()[0]}>" * depth


def chain(kind, attribute, count, times=1):
    """Resources that each need the next one, so many times."""

    def content():
        links = "".join(
            f'<{kind} id="c{number}" width="1" height="1"><g {attribute}="url(#c{number + 1})">{RECT * times}</g></{kind}>'
            for number in range(count)
        )
        return f'{links}<{kind} id="c{count}">{RECT}</{kind}><rect width="100" height="50" {attribute}="url(#c0)"/>'

    return content


def uses(count, times):
    """Groups that each use the next one, so many times."""
    links = "".join(f'<g id="g{number}">{f"<use x:href=&quot;#g{number + 1}&quot;/>" * times}</g>' for number in range(count))
    return f"<defs>{links}<g id='g{count}'>{RECT}</g></defs><use x:href='#g0'/>".replace("&quot;", '"')


def filtered(steps, region='x="-1000%" y="-1000%" width="2100%" height="2100%"', times=1):
    """A filter of these steps over a region."""
    shown = f'<g filter="url(#f)">{RECT}</g>' * times
    return svg(lambda: f'<filter id="f" {region}>{steps}</filter>{shown}')


def entities(count, value, depth=0):
    """Entities that stand for a long text, or for one another."""

    def content():
        inner = "".join(f'<!ENTITY e{number} "{f"&e{number + 1};" * 10}">' for number in range(depth))
        return f'<!DOCTYPE svg [{inner}<!ENTITY e{depth} "{value}">]>{START}<path d="{"&e0;" * count}"/></svg>'

    return pictures(("map.svg", content))


def chunk(name, content):
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def png(width, height, colours, depth=8, more=b"", shade=0):
    """A PNG of one shade."""
    channels = {0: 1, 2: 3, 4: 2, 6: 4}[colours] * depth // 8
    packer = zlib.compressobj(1)
    row = bytes([0]) + bytes([shade]) * (width * channels)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + more + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def deflated(count):
    """So many mebibytes of zeros, compressed."""
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(MIB)) for _ in range(count)) + packer.flush()


def jpeg(scans):
    """A progressive JPEG of fifty million grey pixels with as many passes, all of them empty."""
    header = b"\xff\xd8\xff\xdb\0\x43\0" + b"\x01" * 64
    header += b"\xff\xc2\0\x0b\x08" + struct.pack(">HH", 7000, 7000) + b"\x01\x01\x11\0"
    header += b"\xff\xc4\0\x14\0\x01" + b"\0" * 15 + b"\0" + b"\xff\xc4\0\x14\x10\x01" + b"\0" * 15 + b"\xe0"
    first = b"\xff\xda\0\x08\x01\x01\0\0\0\0" + b"\0" * 100_000
    return header + first + (b"\xff\xda\0\x08\x01\x01\0\x01\x3f\0" + b"\0" * 60) * scans + b"\xff\xd9"


def many(count, width, height, colours, depth=8):
    """As many different pictures."""
    return pictures(*((f"{number}.png", lambda number=number: png(width, height, colours, depth, shade=number)) for number in range(count)))


def attributes(count):
    """An element of as many attributes."""
    return "<g " + " ".join(f'a{number}="1"' for number in range(count)) + "/>"


def style(rules, elements):
    """A style sheet that is applied to many elements."""
    sheet = "".join(f"g g g .c{number}, .c{number} * {{ fill: red }} " for number in range(rules))
    return f"<style>{sheet}</style>" + "<g class='x'/>" * elements


CASES = [
    # Nests.
    *(Case(f"a thousand nested {tag}", svg(nested(tag, 1000)), BUILD, PLACED) for tag in ("g", "svg", "switch", "a", 'g opacity=".5"')),
    Case("a million nested groups", svg(nested("g", 1_000_000)), BUILD, PLACED),
    Case("a million open groups", svg(lambda: "<g>" * 1_000_000), BUILD, PLACED),
    *(Case(f"a chain of ten thousand of {kind}", svg(chain(kind, attribute, 10_000)), BUILD, PLACED) for kind, attribute in (("clipPath", "clip-path"), ("mask", "mask"), ("pattern", "fill"), ("marker", "marker-mid"))),
    *(Case(f"ten of {kind} that each need the next ten times as {attribute}", svg(chain(kind, attribute, 10, 10)), BUILD, PLACED) for kind, attribute in (("pattern", "fill"), ("pattern", "stroke"))),
    *(Case(f"thirty of {kind} in one another", svg(chain(kind, attribute, 30)), BUILD, "", (0, 1)) for kind, attribute in (("clipPath", "clip-path"), ("mask", "mask"), ("pattern", "fill"))),
    Case("uses that double", svg(lambda: uses(30, 2)), BUILD, PLACED),
    Case("a chain of ten thousand uses", svg(lambda: uses(10_000, 1)), BUILD, PLACED),
    Case("a marker on each of a million points", svg(lambda: f'<marker id="m">{RECT * 100}</marker><path marker-mid="url(#m)" d="M0 0{"L1 1" * 1_000_000}"/>'), BUILD, PLACED),
    # Long ones.
    Case("150,000 attributes", svg(lambda: attributes(150_000)), BUILD, PLACED),
    Case("a million attributes in a description", svg(lambda: f"<desc>{attributes(1_000_000)}</desc>"), BUILD, PLACED),
    Case("150,000 elements", svg(lambda: RECT * 150_000), BUILD, "", (0, 1)),
    Case("a million elements", svg(lambda: "<g/>" * 1_000_000), BUILD, PLACED),
    Case("a path of three million points", svg(lambda: '<path d="M0 0' + "L1 1" * 3_000_000 + '"/>'), BUILD, "", (0, 1)),
    Case("a style of ten thousand rules for ten thousand elements", svg(lambda: style(10_000, 10_000)), BUILD, PLACED),
    Case("an attribute of fifteen megabytes", svg(lambda: f'<g style="{"fill:red;" * (15 * MIB // 9)}"/>'), BUILD, "", (0, 1)),
    Case("a style sheet of fifteen megabytes", svg(lambda: f'<style>{".a { fill: red } " * MIB}</style>'), BUILD, PLACED),
    Case("a hundred thousand style sheets", svg(lambda: "<style>.a { fill: red }</style>" * 100_000), BUILD, PLACED),
    Case("the longest style of 3,600 elements", svg(lambda: f'<g style="{"fill:red;" * 450}"/>' * 3600), BUILD, "", (0, 1)),
    Case("the longest style sheet", svg(lambda: f'<style>{".a { fill: red } " * 15_000}</style>' + RECT * 300), BUILD, "", (0, 1)),
    Case("a comment of fifteen megabytes", svg(lambda: f"<!--{'-' * (15 * MIB)}"), BUILD, PLACED),
    Case("entities for three gigabytes", entities(250, "x" * (12 * MIB)), BUILD, PLACED),
    Case("entities that stand for ten others", entities(1, "1 1 ", 9), BUILD, PLACED),
    # Numbers.
    *(Case(f"a number of {number}", svg(lambda number=number: f'<circle r="{number}" stroke="red" stroke-dasharray="0.001"/>'), BUILD, PLACED) for number in ("1e38", "1E30", "9" * 30)),
    Case("a width of 1e38", svg(lambda: RECT, START.replace('viewBox="0 0 100 50"', 'width="1e38" height="1"')), BUILD, PLACED),
    Case("a radius of a hundred million", svg(lambda: '<circle r="100000000" stroke="red" stroke-dasharray="0.001"/>'), BUILD, "", (0, 1)),
    # Filters.
    Case("feMorphology", filtered('<feMorphology radius="99999"/>'), BUILD, PLACED),
    Case("feTurbulence", filtered('<feTurbulence baseFrequency=".1" numOctaves="1000000"/>'), BUILD, PLACED),
    Case("feConvolveMatrix", filtered(f'<feConvolveMatrix order="99" kernelMatrix="{"1 " * 9801}"/>'), BUILD, PLACED),
    Case("a chain of a thousand blurs", filtered('<feGaussianBlur stdDeviation="500"/>' * 1000), BUILD, PLACED),
    Case("a blur of a region that is vast", filtered('<feGaussianBlur stdDeviation="5"/>'), BUILD, "", (0, 1)),
    Case("a thousand filtered groups", filtered('<feOffset dx="1"/>', "", 1000), BUILD, PLACED),
    Case("filters in filters", svg(lambda: '<filter id="f"><feOffset dx="1"/></filter>' + '<g filter="url(#f)">' * 60 + RECT + "</g>" * 60), BUILD, "", (0, 1)),
    Case("as much filtering as there may be", filtered('<feOffset dx="1"/>' * 17, 'x="0" y="0" width="1" height="1"', 1), BUILD, "^$", (0,)),
    # Pixels.
    Case("ten pictures of fifty million pixels", many(10, 7000, 7000, 2), BUILD, PLACED),
    Case("as many pixels as there may be", many(4, 7000, 7000, 2), BUILD, "^$", (0,)),
    Case("as many see-through pixels as there may be", many(1, 7000, 6700, 6), BUILD, "^$", (0,)),
    Case("as many deep see-through pixels as there may be", many(1, 6000, 6000, 6, 16), BUILD, "^$", (0,)),
    Case("a colour profile of a gigabyte", pictures(("a.png", lambda: png(10, 10, 2, more=chunk(b"iCCP", b"a\0\0" + deflated(1024))))), BUILD, PLACED),
    Case("a text of a gigabyte", pictures(("a.png", lambda: png(10, 10, 2, more=chunk(b"zTXt", b"a\0\0" + deflated(1024))))), BUILD, "^$", (0,)),
    Case("a million empty chunks", pictures(("a.png", lambda: png(10, 10, 2, more=chunk(b"teSt", b"") * 1_000_000))), BUILD, "^$", (0,)),
    Case("a JPEG of fifty thousand passes", pictures(("a.jpg", lambda: jpeg(50_000))), BUILD, PLACED),
    Case("a JPEG of fifteen megabytes of markers", pictures(("a.jpg", lambda: b"\xff\xd8" + b"\xff\xe1\0\x08Exif\0\0" * 1_500_000)), BUILD, PLACED),
    Case("a JPEG of fifteen megabytes of nothing", pictures(("a.jpg", lambda: b"\xff\xd8" + b"\xff" * (15 * MIB))), BUILD, PLACED),
    # What is not an attack.
    Case("a drawing", svg(lambda: RECT), BUILD, "^$", (0,)),
    Case("a photograph of a phone", many(1, 4000, 3000, 2), BUILD, "^$", (0,)),
]  # fmt: skip
