"""The schemes that come with the product, and the reading of any scheme from text or a file."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from wugong.base.faults import Faults, FileRefused
from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.rules.checking import check_document
from wugong.rules.composing import build_scheme
from wugong.rules.documents import read_document
from wugong.rules.scheme import Scheme


class NoSuchScheme(Refusal):
    """A name that is neither a bundled scheme nor a file."""

    code = "rules.no_such_scheme"
    sentence = mark("没有“%(name)s”这个办法；随带的有 %(bundled)s，或者写一份 YAML 文件的路径")


class NoSuchSwitch(Refusal):
    """A switch or a value of it that the scheme does not have."""

    code = "rules.no_such_switch"
    sentence = mark("办法“%(scheme)s”不能设 %(name)s=%(value)s；可以设的是 %(known)s")


def bundled() -> list[str]:
    """The ids of the schemes that come with the product."""
    folder = files("wugong.rules").joinpath("schemes")
    names = [entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml")]
    return sorted(name.removesuffix(".yaml") for name in names if ".cases." not in name)


def scheme_text(name: str) -> str:
    """The YAML of a bundled scheme, or of the file at that path; NoSuchScheme where there is neither."""
    if name in bundled():
        return files("wugong.rules").joinpath(f"schemes/{name}.yaml").read_text("utf-8")
    path = Path(name)
    try:
        return path.read_bytes()[: 4 << 20].decode("utf-8-sig")
    except OSError:
        raise NoSuchScheme(name=name, bundled="、".join(bundled())) from None
    except UnicodeDecodeError:
        said = f"{path.name}：这不是 UTF-8 文字，请另存为 UTF-8 的 YAML"
        raise FileRefused(path.name, [said], 1) from None


def read_scheme(text: str, settings: Mapping[str, str] | None = None, source: str = "办法") -> Scheme:
    """The scheme in `text` with its switches set; FileRefused names each line and key that does not fit.

    NoSuchSwitch is raised for a setting the scheme does not know.
    """
    faults = Faults(source)
    document = read_document(text, faults)
    if document is not None:
        check_document(document, faults)
    faults.refuse()
    assert document is not None
    scheme = build_scheme(document, {}, faults)
    faults.refuse()
    for switch in scheme.switches.values():
        for choice in switch.choices:
            build_scheme(document, {switch.name: choice}, faults)  # what is not chosen must make sense too
    faults.refuse()
    if not settings:
        return scheme
    _check_settings(scheme, settings)
    return build_scheme(document, settings, faults)


def _check_settings(scheme: Scheme, settings: Mapping[str, str]) -> None:
    known = "、".join(f"{s.name}={'|'.join(s.choices)}" for s in scheme.switches.values()) or "（没有开关）"
    for name, value in settings.items():
        if name not in scheme.switches or value not in scheme.switches[name].choices:
            raise NoSuchSwitch(scheme=scheme.name, name=name, value=value, known=known)
