"""What a class of attacks is made of: cases, and the place in which each is tried."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, Optional, Sequence, Union

# The shortest brief that is valid, to be continued.
BRIEF = 'title = "T"\nlanguages = ["en"]\n[[sides]]\nname = "A"\n'


@dataclass(frozen=True)
class Place:
    """The folder of one case, in which the program is then run."""

    program: Path
    folder: Path

    def write(self, name, data):
        """Writes a file, with the folders above it; returns its path."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return path

    def run(self, *arguments):
        """Prepares something with the program, such as an archive; returns what it printed."""
        command = [self.program, *arguments]
        return subprocess.run(command, cwd=self.folder, check=True, capture_output=True, encoding="utf-8", timeout=300).stdout


@dataclass(frozen=True)
class Case:
    """One attack: what it is, what makes its input, the arguments, and what is expected.

    `says` is a regular expression that must match in stderr; `after` returns the problems with what is there when
    the program has ended.
    """

    name: str
    make: Callable[[Place], None]
    command: Union[Sequence[str], Callable[[Place], Sequence[str]]]
    says: str = ""
    codes: Sequence[int] = (1,)
    after: Optional[Callable[[Place], Sequence[str]]] = None
