"""Files, read and written whole: each refusal names the file, and a killed writer leaves no half of one."""

from __future__ import annotations

import glob
import hashlib
import os
import stat
from collections.abc import Iterable
from collections.abc import Iterator
from operator import attrgetter
from pathlib import Path

from geo.issues.codes import Code
from geo.issues.errors import OutputError
from geo.issues.errors import RecordError
from geo.issues.errors import shown
from geo.record.limits import Limit
from geo.record.limits import bytes_of

FILE, FOLDER, NOTHING = "a file", "a folder", "nothing"

CHECKSUMS = "SHA256SUMS"


def files_below(folder: Path | str, within: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield name and entry of what lies below a folder and is no folder; byte code of Python is left out.

    Where there are hundreds of files, a path of pathlib for each takes longer than what is in them.

    Parameters
    ----------
    folder
        The folder.
    within
        What the names begin with: these are paths from the folder, with forward slashes.

    Raises
    ------
    OSError
        If one of the folders may not be read.
    """
    for each in entries(folder):
        if not each.is_dir():
            yield within + each.name, each
        elif each.name != "__pycache__":
            yield from files_below(each.path, f"{within}{each.name}/")


def entries(folder: Path | str) -> list[os.DirEntry[str]]:
    """Return what is in a folder, by name.

    Raises
    ------
    OSError
        If it is no folder, or may not be read.
    """
    with os.scandir(folder) as found:
        return sorted(found, key=attrgetter("name"))


def read_bytes(path: Path | str, *, where: str | None = None, limit: Limit | None = None) -> bytes:
    """Read an ordinary file of a size that a text can have; never a pipe or a device, which have no end.

    Parameters
    ----------
    path
        File to read.
    where
        Address for messages; the path itself by default.
    limit
        Bytes that it may have; by default those of a file of the record.

    Raises
    ------
    RecordError
        If it is no such file, or may not be read.
    """
    path, where = Path(path), where or str(path)
    if (found := what_is_at(path)) != FILE:
        raise RecordError(where, Code.MISSING_FILE, "file must be there", found)
    limit = limit or bytes_of(where)
    try:
        limit.require(path.stat().st_size, where)
        with path.open("rb") as file:
            content = file.read(limit.most + 1)
    except OSError as error:
        raise RecordError(where, Code.UNREADABLE_FILE, f"file cannot be read: {reason(error)}") from None
    limit.require(len(content), where)  # the size that a system tells may be wrong: that of /proc is 0
    return content


def read_text(path: Path | str, *, where: str | None = None, limit: Limit | None = None) -> str:
    """Read a text in UTF-8 as :func:`read_bytes` reads a file, with the line ends it has.

    Raises
    ------
    RecordError
        If the file cannot be read or is another text.
    """
    where = where or str(path)
    return decoded(read_bytes(path, where=where, limit=limit), where)


def decoded(content: bytes, where: str) -> str:
    """Return bytes as the text that they are in UTF-8, without a byte order mark.

    Raises
    ------
    RecordError
        If they are another text.
    """
    if content.startswith(b"\xef\xbb\xbf"):
        message = "file begins with a byte order mark: save it as UTF-8 without one"
        raise RecordError(f"{where}:1", Code.INVALID_ENCODING, message)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = f"not UTF-8 (byte {content[error.start]:02X}): save it as UTF-8"
        raise RecordError(f"{where}:{line}", Code.INVALID_ENCODING, message) from None


def what_is_at(path: Path) -> str:
    """Say what is at a path: a file, a folder, something else, nothing, or why that is unknown."""
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return NOTHING
    except OSError as error:
        return reason(error)
    except ValueError:
        return "a name that no file can have"
    return FILE if stat.S_ISREG(mode) else FOLDER if stat.S_ISDIR(mode) else "something else"


def reason(error: OSError) -> str:
    """Return what the system says of an error, in words that fit into a message."""
    return (error.strerror or type(error).__name__).lower()


def write_checksums(folder: Path, paths: Iterable[Path]) -> None:
    """List the SHA-256 of files in :data:`CHECKSUMS` of their folder, in the form that ``sha256sum --check`` reads.

    Raises
    ------
    OutputError
        If the list cannot be written.
    """
    digests = ((hashlib.sha256(path.read_bytes()).hexdigest(), path.name) for path in paths)
    write_text(folder / CHECKSUMS, "".join(f"{digest}  {name}\n" for digest, name in digests))


def write_text(path: Path | str, text: str, *, where: str | None = None) -> None:
    """Write a text file as a whole or not at all: beside the old one, to the disk, then in its place.

    Parameters
    ----------
    path
        File to write; a link is followed.
    text
        Its content, written as UTF-8 with the line ends it has.
    where
        Address for messages; the path itself by default.

    Raises
    ------
    OutputError
        If the file cannot be written; the old one is whole, and nothing is left beside it.
    """
    write_texts(path, [text], where=where)


def write_texts(path: Path | str, texts: Iterable[str], *, where: str | None = None) -> None:
    """Write texts one after the other as :func:`write_text` writes one; they are never in memory as a whole.

    Raises
    ------
    OutputError
        If the file cannot be written.
    """
    _write(path, map(str.encode, texts), where=where or str(path))


def write_bytes(path: Path | str, content: bytes, *, where: str | None = None) -> None:
    """Write a file as :func:`write_text` writes a text.

    Raises
    ------
    OutputError
        If the file cannot be written; the old one is whole, and nothing is left beside it.
    """
    _write(path, [content], where=where or str(path))


def _write(path: Path | str, pieces: Iterable[bytes], *, where: str) -> None:
    try:
        _put(Path(os.path.realpath(path)), pieces)
    except UnicodeEncodeError as error:
        message = f"text holds half of a surrogate pair: {shown(error.object[error.start])}"
        raise OutputError(where, message) from None
    except OSError as error:
        raise OutputError(where, f"file cannot be written: {reason(error)}") from None


def _put(path: Path, pieces: Iterable[bytes]) -> None:
    """Write beside the file and rename: a kill leaves the old file, and at most a part that the next write sweeps."""
    if (found := what_is_at(path)) not in {FILE, NOTHING}:
        # A rename would put a file in the place of a folder, a pipe or a device.
        raise OSError(0, f"{found} in its place")
    if found == FILE and not os.access(path, os.W_OK):
        raise PermissionError(13, "permission denied")
    for left in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        left.unlink(missing_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("xb") as file:
            file.writelines(pieces)
            file.flush()
            os.fsync(file.fileno())
        _put_in_place(beside, path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _put_in_place(beside: Path, path: Path) -> None:
    try:
        if path.exists():
            beside.chmod(stat.S_IMODE(path.stat().st_mode))
        beside.replace(path)
    except FileNotFoundError:
        raise OSError(0, "another program that writes it now") from None
