"""Reads the parts of a packed file (.xlsx, .docx) to their true end, whatever their headers claim."""

import zipfile
import zlib
from collections.abc import Iterator
from copy import copy
from typing import Final

CHUNK: Final = 1 << 20
MOST: Final = 1 << 40  # bytes that a header may not cut short; whoever reads stops long before
BROKEN: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError)


def chunks_of(parts: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Yield the part chunk by chunk; one of `BROKEN` is raised where it cannot be read."""
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise zipfile.BadZipFile(part.filename)
    whole = copy(part)
    whole.file_size = MOST
    with parts.open(whole) as file:
        while chunk := file.read(CHUNK):
            yield chunk
