"""Packs a .docx by hand, with what the usual libraries do not write."""

import io
import zipfile


def packed(**parts):
    """Return a .docx of these parts, each the text of `word/<name>.xml`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as box:
        for name, text in parts.items():
            box.writestr(f"word/{name}.xml", text)
    return file.getvalue()
