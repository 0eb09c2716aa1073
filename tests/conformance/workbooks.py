"""Writes delegations as workbooks with independent libraries, and checks what spravka reads in them.

Usage: workbooks.py SPRAVKA FOLDER

openpyxl writes XLSX and odfdo ODS, each in its own way: shared and rich strings, date styles, merged cells,
two epochs, several languages. `spravka import` must return exactly these names and positions.
"""

import datetime
import subprocess
import sys
from pathlib import Path

import odfdo
import openpyxl
import openpyxl.cell.rich_text
import openpyxl.cell.text
import openpyxl.utils.datetime
import tomli

from brief import end, verdict

HEADERS = ["№", "Ф.И.О.", "Т.А.Ә.", "Должность", "Организация", "Роль", "Ранг", "Дата назначения"]
PEOPLE = [
    [
        "Ержан Ашикбаев",
        "Ержан Ашықбаев",
        "Первый заместитель министра",
        "Министерство",
        None,
        1,
        datetime.date(2023, 4, 1),
    ],
    ["Әсел Ғаниқызы Өтеғұлова", "Әсел Ғаниқызы Өтеғұлова", "Директор", "Министерство", None, 2, None],
    [
        "Киёнг Ко",
        "Киёнг Ко",
        "Советник & «эксперт» <1>",
        "ЭСКАТО",
        "переводчик",
        None,
        datetime.date(1904, 1, 2),
    ],
]


def wanted():
    """The members in the table."""
    for ru, kk, position, organisation, role, rank, appointed in PEOPLE:
        member = {"name": {"ru": ru, "kk": kk}, "position": position, "organisation": organisation}
        member |= {"role": "interpreter"} if role else {}
        member |= {"rank": rank} if rank else {}
        member |= {"appointed_on": appointed} if appointed else {}
        yield member


def xlsx(path, epoch):
    """Written by openpyxl: rich texts, merged organisations, dates by their style."""
    book = openpyxl.Workbook()
    book.epoch = epoch
    sheet = book.active
    sheet.append(["Состав делегации"])
    sheet.merge_cells("A1:H1")
    sheet.append(HEADERS)
    for number, person in enumerate(PEOPLE, 1):
        sheet.append([number, *person])
    bold = openpyxl.cell.text.InlineFont(b=True)
    parts = [openpyxl.cell.rich_text.TextBlock(bold, "Ержан"), " Ашикбаев"]
    sheet["B3"] = openpyxl.cell.rich_text.CellRichText(*parts)
    sheet["E4"] = None
    sheet.merge_cells("E3:E4")
    for row in (3, 5):
        sheet.cell(row, 8).number_format = "DD.MM.YYYY"
    book.save(path)


def ods(path):
    """Written by odfdo: dates with a stored value, organisations merged downwards."""
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    table = odfdo.Table("Делегация")
    people = [[number, *person] for number, person in enumerate(PEOPLE, 1)]
    people[1][4] = None
    for values in ([None, "Состав"], HEADERS, *people):
        row = odfdo.Row()
        row.set_values(values)
        table.append_row(row)
    table.set_span((4, 2, 4, 3))
    document.body.append(table)
    document.save(str(path))


def read(spravka, path):
    ran = subprocess.run(
        [spravka, "import", path], capture_output=True, text=True, encoding="utf-8", check=False
    )
    if ran.returncode or ran.stderr:
        return [f"exit code {ran.returncode}: {ran.stderr}"], []
    return [], tomli.loads(ran.stdout)["sides"]["members"]


def main(spravka, folder):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    xlsx(folder / "1900.xlsx", openpyxl.utils.datetime.WINDOWS_EPOCH)
    xlsx(folder / "1904.xlsx", openpyxl.utils.datetime.CALENDAR_MAC_1904)
    ods(folder / "delegation.ods")
    for path in sorted(folder.iterdir()):
        problems, members = read(spravka, path)
        people = list(wanted())
        problems += [f"lost or changed: {person}" for person in people if person not in members]
        problems += [f"comes from nowhere: {member}" for member in members if member not in people]
        yield from verdict("workbooks", path.name, problems, f"{len(people)} people")


if __name__ == "__main__":
    end(main(*sys.argv[1:]))
