"""Tables of people and of rows that cost more than they weigh."""

import io
import zipfile

from case import BRIEF, Case

MIB = 1 << 20
IMPORT = ["import", "people.xlsx"]
PLACED = r"people\.(xlsx|ods|csv)"
TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def packed(place, name, parts):
    """Writes a ZIP archive of these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    place.write(name, buffer.getvalue())


def workbook(sheet, strings=None, more=None):
    """A workbook with one sheet, of these rows in XML, and these shared strings."""

    def make(place):
        relations = [("worksheet", "worksheets/sheet1.xml"), *([("sharedStrings", "sharedStrings.xml")] if strings else [])]
        parts = {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
            + "".join(f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>' for number, (kind, target) in enumerate(relations, 1))
            + "</Relationships>",
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet()}</worksheet>',
        }
        if strings:
            parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{strings()}</sst>'
        packed(place, "people.xlsx", {**parts, **(more() if more else {})})

    return make


def shared(rows):
    """A sheet whose cells all show the second shared string."""
    return lambda: "<sheetData>" + '<row r="1"><c r="A1" t="s"><v>0</v></c></row>' + "".join(
        f'<row r="{row}"><c r="A{row}" t="s"><v>1</v></c></row>' for row in range(2, rows + 2)
    ) + "</sheetData>"


def spreadsheet(rows):
    """An OpenDocument spreadsheet with one sheet, of these rows in XML."""
    office = "urn:oasis:names:tc:opendocument:xmlns"

    def make(place):
        packed(place, "people.ods", {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0">'
            f'<office:body><office:spreadsheet><table:table table:name="S">{rows()}</table:table></office:spreadsheet></office:body></office:document-content>',
        })  # fmt: skip

    return make


def text(content):
    """A table as text."""
    return lambda place: place.write("people.csv", content())


def cell(inner):
    """A row of an OpenDocument sheet with one cell."""
    return f"<table:table-row><table:table-cell>{inner}</table:table-cell></table:table-row>"


def members_from(place):
    """A brief that reads its members from a table of a hundred thousand."""
    place.write("brief.toml", BRIEF + 'members_from = "people.csv"\n')
    place.write("people.csv", "name\n" + "N\n" * 99_999)


def sparse(place):
    """A table in which each row has one value, each in another column."""
    place.write("brief.toml", BRIEF)
    rows = "".join(";" * (row % 250) + "T\n" for row in range(50_000))
    place.write("people.csv", ";".join(f"title.x{column}" for column in range(250)) + "\n" + rows)


def each(columns, rows):
    """A brief, and a table of a row for each paper."""

    def make(place):
        place.write("brief.toml", BRIEF)
        header = ";".join(f"title.{'en' if column == 0 else f'x{column}'}" for column in range(columns))
        place.write("people.csv", header + "\n" + (";".join("T" * columns) + "\n") * rows)

    return make


NAME = "<si><t>name</t></si>"
IMPORT_ODS, IMPORT_CSV = ["import", "people.ods"], ["import", "people.csv"]
CASES = [
    # Workbooks.
    Case("one string of ten megabytes in 2,000 rows", workbook(shared(2000), lambda: NAME + f"<si><t>{'a' * (10 * MIB)}</t></si>"), IMPORT, PLACED),
    Case("one string of 30,000 characters in 99,999 rows", workbook(shared(99_999), lambda: NAME + f"<si><t>{'a' * 30_000}</t></si>"), IMPORT, PLACED),
    Case("a million shared strings", workbook(shared(1), lambda: NAME + "<si><t>a</t></si>" * 1_000_000), IMPORT, "", (0, 1)),
    Case("five million empty shared strings", workbook(shared(1), lambda: NAME + "<si/>" * 5_000_000), IMPORT, "", (0, 1)),
    Case("a string of five million runs", workbook(shared(1), lambda: NAME + "<si>" + "<r><t>a</t></r>" * 5_000_000 + "</si>"), IMPORT, PLACED),
    Case("eight million cells", workbook(lambda: "<sheetData>" + "".join(f'<row r="{row}">' + "".join(f'<c r="{column}{row}"><v>1</v></c>' for column in "ABCDEFGHIJKLMNOPQRSTUVWXYZ") + "</row>" for row in range(1, 99_000)) + "</sheetData>"), IMPORT, PLACED),
    Case("ten million empty rows", workbook(lambda: "<sheetData>" + "<row/>" * 10_000_000 + "</sheetData>"), IMPORT, PLACED),
    Case("a million merged cells", workbook(lambda: "<sheetData/><mergeCells>" + "".join(f'<mergeCell ref="A{row}:B{row}"/>' for row in range(1, 1_000_001)) + "</mergeCells>"), IMPORT, PLACED),
    Case("a million hidden rows", workbook(lambda: "<sheetData>" + '<row hidden="1"/>' * 1_000_000 + "</sheetData>"), IMPORT, PLACED),
    Case("elements nested a million deep", workbook(lambda: "<sheetData>" + "<a>" * 1_000_000 + "</a>" * 1_000_000 + "</sheetData>"), IMPORT, PLACED),
    Case("elements nested a million deep and never closed", workbook(lambda: "<sheetData>" + "<a>" * 1_000_000), IMPORT, PLACED),
    Case("an element of a million attributes", workbook(lambda: "<sheetData " + "".join(f'a{number}=""' + " " for number in range(1_000_000)) + "/>"), IMPORT, PLACED),
    Case("an attribute of 100 megabytes", workbook(lambda: f'<sheetData a="{"a" * (100 * MIB)}"/>'), IMPORT, PLACED),
    Case("a comment of 100 megabytes", workbook(lambda: f"<sheetData/><!--{'a' * (100 * MIB)}-->"), IMPORT, PLACED),
    Case("a cell of 100 megabytes", workbook(lambda: f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{"a" * (100 * MIB)}</t></is></c></row></sheetData>'), IMPORT, PLACED),
    Case("a cell of character references", workbook(lambda: f'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>{"&#97;" * (20 * MIB)}</t></is></c></row></sheetData>'), IMPORT, PLACED),
    Case("100,000 sheets", workbook(lambda: "<sheetData/>", more=lambda: {"xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>' + "".join(f'<sheet name="S{number}" sheetId="{number}" r:id="r1"/>' for number in range(1, 100_001)) + "</sheets></workbook>"}), IMPORT, PLACED),
    Case("100,000 formats", workbook(shared(1), lambda: NAME + "<si><t>a</t></si>", more=lambda: {"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>' + "".join(f'<numFmt numFmtId="{number}" formatCode="{"y" * 500}"/>' for number in range(164, 100_164)) + "</numFmts></styleSheet>"}), IMPORT, "", (0, 1)),
    Case("a part that unpacks to a gigabyte", workbook(lambda: "<sheetData/>" + " " * (1024 * MIB)), IMPORT, PLACED),
    Case("9,000 parts", workbook(lambda: "<sheetData/>", more=lambda: {f"x{number}.xml": " " * 20_000 for number in range(9000)}), IMPORT, PLACED),
    Case("200,000 parts", workbook(lambda: "<sheetData/>", more=lambda: {f"x{number}.xml": "" for number in range(200_000)}), IMPORT, PLACED),
    # OpenDocument spreadsheets.
    Case("a row repeated four billion times", spreadsheet(lambda: '<table:table-row table:number-rows-repeated="4294967295"><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>'), IMPORT_ODS, PLACED),
    Case("spaces repeated four billion times", spreadsheet(lambda: cell('<text:p>a<text:s text:c="4294967295"/>b</text:p>')), IMPORT_ODS, PLACED),
    Case("spaces repeated in a million places", spreadsheet(lambda: cell("<text:p>a" + '<text:s text:c="30000"/>' * 1_000_000 + "b</text:p>")), IMPORT_ODS, PLACED),
    Case("spaces repeated in every cell", spreadsheet(lambda: cell('<text:p>a<text:s text:c="30000"/>b</text:p>') * 90_000), IMPORT_ODS, PLACED),
    Case("a cell of 30 kilobytes in 4,000,000 repeats", spreadsheet(lambda: f'<table:table-row table:number-rows-repeated="90000"><table:table-cell table:number-columns-repeated="200"><text:p>{"a" * 30_000}</text:p></table:table-cell></table:table-row>'), IMPORT_ODS, PLACED),
    Case("spans nested a million deep", spreadsheet(lambda: cell("<text:p>" + "<text:span>" * 1_000_000 + "a" + "</text:span>" * 1_000_000 + "</text:p>")), IMPORT_ODS, PLACED),
    Case("tables nested 100,000 deep", spreadsheet(lambda: "<table:table-row><table:table-cell><table:table>" * 100_000 + "</table:table></table:table-cell></table:table-row>" * 100_000), IMPORT_ODS, PLACED),
    Case("merges of every cell", spreadsheet(lambda: cell("").replace("<table:table-cell>", '<table:table-cell table:number-rows-spanned="90000" table:number-columns-spanned="200">') * 20_000), IMPORT_ODS, PLACED),
    # Text.
    Case("30 megabytes of separators", text(lambda: ";" * (30 * MIB)), IMPORT_CSV, PLACED),
    Case("30 megabytes of lines of separators", text(lambda: "name\n" + (";" * 300 + "\n") * 99_000), IMPORT_CSV, "", (0, 1)),
    Case("30 megabytes of lines", text(lambda: "name\n" + "\n" * (30 * MIB)), IMPORT_CSV, PLACED),
    Case("30 megabytes of short lines", text(lambda: "name\n" + "a\n" * (15 * MIB)), IMPORT_CSV, PLACED),
    Case("30 megabytes of quotes", text(lambda: 'name\n"' + '""' * (15 * MIB)), IMPORT_CSV, PLACED),
    Case("30 megabytes of opened quotes", text(lambda: "name\n" + '"a' * (15 * MIB)), IMPORT_CSV, PLACED),
    Case("30 megabytes of one cell", text(lambda: "name\n" + "a" * (30 * MIB)), IMPORT_CSV, PLACED),
    Case("30 megabytes of UTF-16", lambda place: place.write("people.csv", ("name\n" + "a;" * 7 * MIB).encode("utf-16")), IMPORT_CSV, PLACED),
    Case("30 megabytes of Windows-1251", lambda place: place.write("people.csv", ("имя\n" + "я;" * 15 * MIB).encode("cp1251")), IMPORT_CSV, PLACED),
    Case("30 megabytes of no encoding", lambda place: place.write("people.csv", b"name\n" + b"\x98\xff" * 15 * MIB), IMPORT_CSV, PLACED),
    Case("30 megabytes of control characters", text(lambda: "name\n" + "\x01\n" * 99_000), IMPORT_CSV, PLACED),
    Case("headers of 100 kilobytes each", text(lambda: ";".join("a" * 100_000 for _ in range(250)) + "\nx\n"), IMPORT_CSV, PLACED),
    Case("250 headers that are nearly keys", text(lambda: ";".join("nam" * 300 for _ in range(250)) + "\nx\n"), IMPORT_CSV, PLACED),
    Case("wrong dates in 99,000 rows", text(lambda: "name;appointed_on\n" + "N;31.02.2026\n" * 99_000), IMPORT_CSV, PLACED),
    Case("wrong dates in 99,000 rows, as JSON", text(lambda: "name;appointed_on\n" + "N;31.02.2026\n" * 99_000), [*IMPORT_CSV, "--message-format", "json"], PLACED),
    # What briefs take from tables.
    Case("99,999 members from a table", members_from, ["build", "brief.toml", "-o", "out"], "", (0, 1)),
    Case("5,000 rows to check", each(1, 5000), ["check", "brief.toml", "--each", "people.csv"], "", (0, 1)),
    Case("one value of 250 in each of 50,000 rows to check", sparse, ["check", "brief.toml", "--each", "people.csv"], PLACED),
    Case("250 columns of 20,000 rows to check", each(250, 20_000), ["check", "brief.toml", "--each", "people.csv"], PLACED, (0, 1)),
]  # fmt: skip
