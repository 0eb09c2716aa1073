"""Writes delegations as workbooks with independent libraries, and checks what spravka reads in them.

Usage: workbooks.py SPRAVKA FOLDER

openpyxl writes XLSX and odfdo ODS, each in its own way: shared and rich strings, date styles, merged cells,
two epochs, several languages. `spravka import` must return exactly these names and positions. The table to
send out, `spravka new --table`, is opened and filled in by openpyxl, and read back likewise.
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
    sides = tomli.loads(ran.stdout)["sides"]
    return [], sides["members"] if isinstance(sides, dict) else sides[0]["members"]


def questionnaire(spravka, path):
    """The table to send out, filled in by openpyxl; what is wrong with it, and its members."""
    blank = path.with_name("blank.xlsx")
    blank.unlink(missing_ok=True)
    command = [spravka, "new", "--table", blank, "-l", "ru,kk,en"]
    made = subprocess.run(command, capture_output=True, check=False)
    if made.returncode:
        return [f"exit code {made.returncode}: {made.stderr.decode()}"], []
    book = openpyxl.load_workbook(blank)
    sheet = book.active
    columns = {cell.value: cell.column for cell in sheet[1]}
    lists = {str(found.sqref).split("2:")[0]: found for found in sheet.data_validations.dataValidation}
    problems = []
    for header, word in (("Роль", "аудармашы"), ("Глава делегации", "yes")):
        found = lists.get(openpyxl.utils.get_column_letter(columns[header]))
        if found is None or found.type != "list" or word not in found.formula1.strip('"').split(","):
            problems.append(f"{header} has no list with {word}")
    for header in ("Ранг", "Ф.И.О.", "Name"):
        # Columns of one format are stored as a range.
        ranges = [one for one in sheet.column_dimensions.values() if one.min <= columns[header] <= one.max]
        if [one.number_format for one in ranges] != ["@"]:
            problems.append(f"{header} is not text")
    for number, (ru, kk, position, organisation, role, rank, appointed) in enumerate(PEOPLE, 2):
        values = {"Сторона": "А", "Ф.И.О.": ru, "Т.А.Ә.": kk, "Должность": position}
        values["Организация"] = organisation
        values |= {"Роль": role, "Ранг": rank and f"10-{rank}", "Дата назначения": appointed}
        for header, value in values.items():
            sheet.cell(number, columns[header]).value = value
            if header == "Дата назначения":
                sheet.cell(number, columns[header]).number_format = "dd.mm.yyyy"
    book.save(path)
    unread, members = read(spravka, path)
    return problems + unread, members


def asked():
    """The members in the table to send out."""
    for member in wanted():
        texts = {key: {"ru": member[key]} for key in ("position", "organisation")}
        rank = {"rank": f"10-{member['rank']}"} if "rank" in member else {}
        yield member | texts | rank


def main(spravka, folder):
    sent = Path(folder) / "sent"
    sent.mkdir(parents=True, exist_ok=True)
    problems, members = questionnaire(spravka, sent / "filled.xlsx")
    yield from judged("questionnaire", problems, members, list(asked()))
    folder = Path(folder) / "received"
    folder.mkdir(parents=True, exist_ok=True)
    xlsx(folder / "1900.xlsx", openpyxl.utils.datetime.WINDOWS_EPOCH)
    xlsx(folder / "1904.xlsx", openpyxl.utils.datetime.CALENDAR_MAC_1904)
    ods(folder / "delegation.ods")
    for path in sorted(folder.iterdir()):
        problems, members = read(spravka, path)
        yield from judged(path.name, problems, members, list(wanted()))


def judged(name, problems, members, people):
    lost = [f"lost or changed: {person}" for person in people if person not in members]
    more = [f"comes from nowhere: {member}" for member in members if member not in people]
    return verdict("workbooks", name, problems + lost + more, f"{len(people)} people")


if __name__ == "__main__":
    end(main(*sys.argv[1:]))
