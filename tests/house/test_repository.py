"""What stands in the repository: no trace of a machine, documents that agree with the commands."""

import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

from wugong.config import cli

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
FOLDERS = "|".join(["wor" + "k", "roo" + "t", "home"])  # in pieces, so that this file does not find itself
HOSTS = "|".join(
    ["py" + r"pi\.org", "python" + "hosted", "npm" + "js", "npm" + "mirror", "debian" + r"\.org"]
)
TRACE = re.compile(rf"(?<![\w.])/(?:{FOLDERS})/\w|{HOSTS}", re.IGNORECASE)


def texts():
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in names.stdout.splitlines():
        try:
            yield name, (ROOT / name).read_text("utf-8")
        except (UnicodeDecodeError, FileNotFoundError):
            continue


def test_no_file_names_a_package_host_or_a_folder_of_one_machine():
    assert [(name, found[0]) for name, text in texts() if (found := TRACE.search(text))] == []


def test_every_silenced_check_names_its_rule_and_its_reason():
    rule = r"(?P<rule>:\s*[A-Z]+\d+(?:,\s*[A-Z]+\d+)*|\[[a-z-]+(?:,\s*[a-z-]+)*\])?"
    silence = re.compile(rf"#\s*(?:noqa|type: ignore){rule}(?P<reason>.*)")
    bare = [
        f"{name}: {line.strip()}"
        for name, text in texts()
        if name.endswith(".py") and not name.startswith("tests/house/")
        for line in text.splitlines()
        if (found := silence.search(line)) and not (found["rule"] and len(found["reason"].strip()) > 5)
    ]
    assert bare == []


def test_an_import_inside_a_function_gives_one_of_two_reasons():
    late = [
        f"{name}: {line.strip()}"
        for name, text in texts()
        if name.startswith("src/") and name.endswith(".py")
        for line in text.splitlines()
        if "PLC0415" in line and not line.endswith(("# why: slow import", "# why: app ready"))
    ]
    assert late == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_in_a_document_exists(document):
    text = document.read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    words = {*get_commands(), *cli.words([*cli.PURE, *cli.rooms_with_commands()])}
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.M)) <= targets
    assert set(re.findall(r"(?:^|`)(?:\.venv/bin/)?wugong ([a-z]+)", text, re.M)) <= words


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_in_a_document_leads_somewhere(document):
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text("utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_make_help_lists_every_command():
    listed = subprocess.run(["make", "help"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for target in ("setup", "run", "test", "demo", "bench", "wheel", "lock", "help"):
        assert re.search(rf"^make {target} +\S", listed, re.M)
