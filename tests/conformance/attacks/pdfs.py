"""PDFs that exhaust a reader which follows, repairs or unpacks whatever it finds."""

import zlib

from case import BRIEF, Case

MIB = 1 << 20
EXTRACT = ["extract", "paper.pdf", "-o", "out"]
VERIFY = ["verify", "paper.pdf"]
# A reader that gives up says at which byte.
DAMAGED = r"the PDF is damaged: its attachments cannot be read \(at byte \d+: "
LIMIT = r"reading the attachments of the PDF exceeds the limit of "
ONE = b"<< /Names [(brief.toml) 10 0 R] >>"
# Around a single object, which is a cross-reference stream.
START, END = b"%PDF-1.7\n4 0 obj\n", b"\nendobj\nstartxref\n9\n%%EOF"
FILE = b"<< /F (brief.toml) /EF << /F 11 0 R >> >>"


def stream(content, keys=b""):
    """A stream."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), keys, content)


def deflated(chunk, count):
    """A chunk many times over, compressed."""
    packer = zlib.compressobj(9)
    return b"".join([*(packer.compress(chunk) for _ in range(count)), packer.flush()])


def pdf(tree, objects, trailer=b""):
    """A PDF with this tree of attachments."""
    catalogue = b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles %s >> >>" % tree
    data, table = bytearray(b"%PDF-1.7\n"), bytearray(b"xref\n0 0\n")
    pages = b"<< /Type /Pages /Kids [] /Count 0 >>"
    for number, content in {1: catalogue, 2: pages, **objects}.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    return bytes(data + table + b"trailer\n<< /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(data)))


def made(tree, objects, trailer=b""):
    """Writes such a PDF; `tree` and `objects` are functions, so that nothing large is made before its time."""
    return lambda place: place.write("paper.pdf", pdf(tree(), objects(), trailer))


def graph():
    """Each node has the next one twice."""
    return {3 + level: b"<< /Kids [%d 0 R %d 0 R] >>" % (4 + level, 4 + level) for level in range(30)} | {33: b"<< >>"}


def bombs():
    """Fifty pictures of a gigabyte each."""
    bomb = stream(deflated(bytes(MIB), 1024), b"/Filter /FlateDecode")
    return {number: content for index in range(50) for number, content in (
        (100 + 2 * index, b"<< /F (picture-%d.png) /EF << /F %d 0 R >> >>" % (index, 101 + 2 * index)),
        (101 + 2 * index, bomb),
    )}  # fmt: skip


def bomb_names():
    """Their names."""
    return b"<< /Names [%s] >>" % b" ".join(b"(%d) %d 0 R" % (index, 100 + 2 * index) for index in range(50))


def one_object_stream():
    """A thousand nodes that are the same megabyte of an object stream."""
    places = b"".join(b"%d 0 " % number for number in range(20, 1020))
    content = places + b"<< /Long (%s) >>" % (b"x" * MIB)
    rows = b"".join(bytes([2, 3]) + index.to_bytes(2, "big") for index in range(1000))
    return {
        3: stream(content, b"/Type /ObjStm /N 1000 /First %d" % len(places)),
        4: stream(rows, b"/W [1 1 2] /Index [20 1000] /Size 1020"),
    }


def through_stream(place):
    """A PDF whose table names a cross-reference stream: object 4."""
    kids = b"".join(b"%d 0 R " % number for number in range(20, 1020))
    objects = one_object_stream()
    data = pdf(b"<< /Kids [%s] >>" % kids, objects)
    place.write("paper.pdf", pdf(b"<< /Kids [%s] >>" % kids, objects, b"/XRefStm %d" % data.index(b"4 0 obj")))


def recovery(part, count):
    """A PDF without a table, and much that begins like an object."""
    return lambda place: place.write("paper.pdf", b"%PDF-1.7\n" + part * count)


def updates(place):
    """A hundred thousand updates."""
    data = bytearray(pdf(ONE, {10: FILE, 11: stream(b"")}))
    before = data.rindex(b"xref\n0 0")
    for _ in range(100_000):
        start = len(data)
        data += b"xref\n0 0\ntrailer\n<< /Root 1 0 R /Prev %d >>\n" % before
        before = start
    data += b"startxref\n%d\n%%%%EOF\n" % before
    place.write("paper.pdf", bytes(data))


def built(change):
    """A paper of the program itself, changed afterwards."""

    def make(place):
        place.write("brief.toml", BRIEF)
        place.run("build", "brief.toml", "--with-source", "-o", "paper.pdf")
        place.write("paper.pdf", change((place.folder / "paper.pdf").read_bytes()))

    return make


def signed(data):
    """The paper with an update, as one who signs it makes it."""
    before = data[data.rindex(b"startxref") :].split()[1]
    start = len(data) + 1
    update = b"\n9999 0 obj\n<< /Type /Sig /Contents <%s> >>\nendobj\n" % (b"00" * 8192)
    root = data[data.rindex(b"/Root") :].split(b"R")[1].split()[-2]
    table = b"xref\n9999 1\n%010d 00000 n \ntrailer\n<< /Size 10000 /Root %s 0 R /Prev %s >>\n" % (start, root, before)
    return data + update + table + b"startxref\n%d\n%%%%EOF\n" % (len(data) + len(update))


def nothing():
    """No more objects."""
    return {}


def one():
    """A tree of one file."""
    return ONE


CASES = [
    Case("a name tree that is a graph", made(lambda: b"3 0 R", graph), VERIFY, DAMAGED + "an attachment is listed twice"),
    Case("a name tree that is a circle", made(lambda: b"3 0 R", lambda: {3: b"<< /Kids [3 0 R] >>"}), VERIFY, DAMAGED),
    Case("one file under a hundred thousand names", made(lambda: b"<< /Names [%s] >>" % (b"(brief.toml) 10 0 R " * 100_000), lambda: {10: FILE, 11: stream(bytes(MIB))}), VERIFY, DAMAGED),
    Case("two trees of attachments", made(lambda: ONE + b" /EmbeddedFiles << >>", lambda: {10: FILE, 11: stream(b"")}), VERIFY, DAMAGED + "a dictionary has a key twice"),
    Case("four kilobytes that become gigabytes through two filters", made(one, lambda: {10: FILE, 11: stream(zlib.compress(deflated(bytes(MIB), 2600), 9), b"/Filter [/FlateDecode /FlateDecode]")}), VERIFY, DAMAGED),
    Case("three megabytes that become gigabytes", made(one, lambda: {10: FILE, 11: stream(deflated(bytes(MIB), 2600), b"/Filter /FlateDecode")}), EXTRACT, LIMIT),
    Case("fifty pictures of a gigabyte each", made(bomb_names, bombs), EXTRACT, LIMIT),
    Case("a hundred files of megabytes that nobody wants", made(lambda: bomb_names().replace(b"(brief", b"(x"), lambda: {number: content.replace(b"picture", b"film") for number, content in bombs().items()}), VERIFY, "no source attached"),
    Case("a cross-reference stream that becomes gigabytes", lambda place: place.write("paper.pdf", START + stream(deflated(bytes(MIB), 2600), b"/W [1 2 1] /Size 9 /Root 1 0 R /Filter /FlateDecode") + END), VERIFY, LIMIT),
    Case("an object stream of a thousand objects in one", through_stream, VERIFY, LIMIT),
    Case("a million nested arrays", made(lambda: b"<< /Kids " + b"[" * 1_000_000, nothing), VERIFY, DAMAGED + "an object is nested too deeply"),
    Case("a million nested dictionaries", made(lambda: b"<< /A " * 1_000_000, nothing), VERIFY, DAMAGED),
    Case("an array of twenty million items", made(lambda: b"<< /Kids [%s] >>" % (b"0 " * 20_000_000), nothing), VERIFY, LIMIT),
    Case("a dictionary of four million keys", made(lambda: b"<< %s >>" % b"".join(b"/%d 0" % key for key in range(4_000_000)), nothing), VERIFY, LIMIT),
    Case("240,000 small dictionaries", made(lambda: b"<< /Kids [%s] >>" % (b"<</A 0>>" * 240_000), nothing), VERIFY, "no source attached"),
    Case("a string of forty megabytes", made(lambda: b"<< /Kids [(%s)] >>" % (b"(" * 20 * MIB), nothing), VERIFY, DAMAGED),
    Case("a comment after each number", made(lambda: b"<< /Kids [%s] >>" % (b"0%%%s\n" % (b"x" * 200) * 200_000), nothing), VERIFY, DAMAGED),
    Case("a table of two million objects", lambda place: place.write("paper.pdf", b"%PDF-1.7\nxref\n0 2000000\n" + b"0000000000 00000 n \n" * 2_000_000 + b"trailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF"), VERIFY, LIMIT),
    Case("a table that promises four thousand million objects", lambda place: place.write("paper.pdf", b"%PDF-1.7\nxref\n0 4294967295\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF"), VERIFY, DAMAGED),
    Case("rows of no width", lambda place: place.write("paper.pdf", START + stream(b"", b"/W [0 0 0] /Index [0 4294967295] /Root 1 0 R") + END), VERIFY, DAMAGED),
    Case("objects without a table", recovery(b"1 0 obj [[[[ << /A ", 2_000_000), VERIFY, DAMAGED),
    Case("dictionaries without a table", recovery(b"<< /Root 1 0 R /Type /ObjStm >> ", 1_000_000), VERIFY, DAMAGED),
    Case("brackets without a table", recovery(b"1 0 obj [" + b"(" * 100, 400_000), VERIFY, DAMAGED),
    Case("forty megabytes of startxref", recovery(b"startxref ", 4_000_000), VERIFY, DAMAGED),
    Case("a hundred thousand updates", updates, VERIFY, "no source attached|" + LIMIT),
    Case("a length that is its own stream", made(one, lambda: {10: FILE, 11: b"<< /Length 11 0 R >>\nstream\nx\nendstream"}), VERIFY, DAMAGED),
    # What is not an attack.
    Case("a paper", built(bytes), VERIFY, "^$", (0,)),
    Case("a paper that was signed", built(signed), EXTRACT, "^$", (0,)),
    Case("a paper that was signed is another", built(signed), VERIFY, "rebuilding it gives different bytes"),
]
