"""Every process knows the acts of all rooms, also those whose acts it has not done itself."""

import subprocess
import sys
from pathlib import Path

ROOMS = Path(__file__).parents[2] / "src" / "wugong"
ASK = """
import django
django.setup()
from wugong.audit.acts import CATALOGUE
print(*sorted({code.split(".")[0] for code in CATALOGUE}))
"""


def test_a_fresh_process_can_say_the_acts_of_every_room(tmp_path):
    surroundings = {"DJANGO_SETTINGS_MODULE": "wugong.config.settings", "WUGONG_STATE": str(tmp_path)}
    asked = subprocess.run(
        [sys.executable, "-c", ASK], env=surroundings, capture_output=True, text=True, check=True
    )
    rooms = {path.parent.name for path in ROOMS.glob("*/acts.py")}
    assert rooms <= set(asked.stdout.split())
