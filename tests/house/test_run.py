"""The script that serves the demonstration county refuses a port that is none."""

import os
import subprocess
from pathlib import Path

import pytest

RUN = Path(__file__).parents[2] / "scripts/run"


@pytest.mark.parametrize("port", ["abc", "0", "-1", "65536", "99999999999999999999", "80 80", "080"])
def test_a_port_that_is_none_is_refused_with_a_next_step(port):
    done = subprocess.run([RUN], env=os.environ | {"PORT": port}, capture_output=True, text=True)
    assert done.returncode == 2
    assert done.stderr.startswith(f"端口 PORT 不能是“{port}”：只能写 1 到 65535 的整数，例如")
