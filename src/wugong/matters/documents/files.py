"""Turns a file (.docx, .doc, .txt) into the text it holds; what cannot be read is refused in words."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from wugong.base.archives import BROKEN
from wugong.matters.documents.refusals import UnreadablePlan
from wugong.matters.documents.word import NotWord, TooLarge, text_of_word

LARGEST: Final = 20 << 20  # bytes of a file; the longest plans have a few hundred thousand characters
OFFICE: Final = ("soffice", "libreoffice")
PATIENCE: Final = 90  # seconds that the conversion of an old .doc may take
OLD_WORD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCODINGS: Final = ("utf-8-sig", "gb18030")
CONTROL: Final = 0.02  # share of characters that no text has
ZEROS: Final = 0.005  # share of zero bytes from which on a text may have two bytes a sign: its ends of lines
USUAL: Final = re.compile(r"[\t\n\r -~\u2010-\u2027\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def text_of_file(path: Path) -> str:
    """Return the text of the file; UnreadablePlan says why there is none and what to do."""
    name = path.name
    try:
        if not path.is_file():
            raise UnreadablePlan(name=name, why="没有这个文件，请核对路径")
        if path.stat().st_size > LARGEST:
            raise UnreadablePlan(name=name, why=f"文件大于 {LARGEST >> 20} MB，不像方案，请只留正文再交")
        data = path.read_bytes()
    except OSError as fault:
        raise UnreadablePlan(name=name, why=f"打不开（{fault.strerror}），请检查权限后再试") from None
    return text_of_bytes(data, name)


def text_of_bytes(data: bytes, name: str) -> str:
    """Return the text of a file's content; `name` is only said in refusals."""
    if not data.strip():
        raise UnreadablePlan(name=name, why="是空文件，请核对后再交")
    if len(data) > LARGEST:
        raise UnreadablePlan(name=name, why=f"文件大于 {LARGEST >> 20} MB，不像方案，请只留正文再交")
    if data.startswith(b"PK"):
        return _word(data, name)
    if data.startswith(OLD_WORD):
        return _old_word(data, name)
    if data.startswith(b"%PDF"):
        raise UnreadablePlan(name=name, why="是 PDF，读不出文字；请交 .docx 或 .txt，扫描件请先转成文字")
    if data.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00")):
        raise UnreadablePlan(name=name, why="是图片，读不出文字；请交 .docx 或 .txt")
    if data.startswith(b"{\\rtf"):
        raise UnreadablePlan(name=name, why="是 .rtf，请在文字处理软件里另存为 .docx 再交")
    return _said(_plain(data, name), name)


def _plain(data: bytes, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _checked(data.decode("utf-16", errors="replace"), name)
    if wide := _wide(data):
        return _checked(wide, name)
    for encoding in ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return _checked(text, name)
    best = max(
        (data.decode(encoding, errors="replace") for encoding in ENCODINGS),
        key=lambda text: -text.count("\ufffd"),
    )
    if best.count("\ufffd") > len(best) / 50:
        raise UnreadablePlan(name=name, why="文字编码认不出来，请另存为 UTF-8 的 .txt 或 .docx")
    return _checked(best, name)


def _wide(data: bytes) -> str:
    """Return the text of two bytes a sign that does not say their order; empty where it is none."""
    low, high = data[::2].count(0), data[1::2].count(0)
    if low + high < len(data) * ZEROS:
        return ""
    text = data.decode("utf-16-le" if high > low else "utf-16-be", errors="replace")
    return text if len(USUAL.findall(text)) > len(text) * 0.9 else ""


def _checked(text: str, name: str) -> str:
    sample = text[:100_000]
    odd = sum(1 for one in sample if one < " " and one not in "\n\r\t\f\v")
    if odd > max(2, len(sample) * CONTROL):
        raise UnreadablePlan(name=name, why="不是文字文件，请交 .docx、.doc 或 .txt")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").replace("\v", "\n")


def _said(text: str, name: str) -> str:
    if not text.strip():
        raise UnreadablePlan(name=name, why="里面没有文字（可能只有图片），请交带文字的文件")
    return text


def _word(data: bytes, name: str) -> str:
    try:
        return _said(text_of_word(data), name)
    except TooLarge:
        raise UnreadablePlan(name=name, why="展开后太大，不像正常的方案，请只留正文另存后再交") from None
    except NotWord as reason:
        raise UnreadablePlan(name=name, why=str(reason)) from None
    except BROKEN:
        raise UnreadablePlan(
            name=name, why="不是完好的 .docx（可能损坏或加了密码），请打开后另存再交"
        ) from None


def _old_word(data: bytes, name: str) -> str:
    if b"E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k" in data:
        raise UnreadablePlan(name=name, why="加了密码，请去掉密码另存后再交")
    office = next((found for program in OFFICE if (found := shutil.which(program))), None)
    if office is None:
        raise UnreadablePlan(name=name, why="是旧的 .doc，本机没有装 LibreOffice；请另存为 .docx 再交")
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "plan.doc"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", "docx", "--outdir", folder, str(source)]
        try:
            subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            raise UnreadablePlan(name=name, why="转换 .doc 花的时间太长，请另存为 .docx 再交") from None
        made = Path(folder) / "plan.docx"
        if not made.is_file():
            raise UnreadablePlan(name=name, why="这个 .doc 转换不了（可能损坏），请另存为 .docx 再交")
        return _word(made.read_bytes(), name)
