"""The console word `households`: what the register is fed with and handed out as, its keys, its links."""

import argparse
from collections.abc import Callable

from wugong.registry import import_commands, key_commands, link_commands

STEPS: dict[str, tuple[str, Callable[[list[str]], int]]] = {
    "export": ("导出花名册", import_commands.export_file),
    "import": ("导入花名册", import_commands.import_file),
    "keys": ("看密钥", key_commands.show_keys),
    "link-ten": ("提联户方案", link_commands.link_ten),
    "rotate-keys": ("换密钥", key_commands.rotate),
}


def households(words: list[str]) -> int:
    """Run `wugong households STEP …`; each step reads its own words."""
    parser = argparse.ArgumentParser(prog="wugong households", description="户籍登记。", allow_abbrev=False)
    said = "；".join(f"{name} {what}" for name, (what, _) in STEPS.items())
    parser.add_argument("step", choices=[*STEPS], help=said)
    parser.add_argument("words", nargs=argparse.REMAINDER, help="各步骤自己的选项，用 --help 看")
    given = parser.parse_args(words)
    return STEPS[given.step][1](given.words)


WORDS = {"households": households}
