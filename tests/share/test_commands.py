"""`wugong shop sweep`: what is over is void; run again, nothing more happens."""

import json

import pytest
from django.utils import timezone

from wugong.config.cli import run
from wugong.share.models import Order

pytestmark = pytest.mark.usefixtures("here")


def test_the_nightly_sweep_can_be_run_again(held, capsys):
    assert run(["shop", "sweep", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"voided": 0}
    Order.objects.filter(pk=held.pk).update(expires_at=timezone.now())
    assert run(["shop", "sweep"]) == 0
    assert capsys.readouterr().out == "取消了 1 张过期的兑换单，积分已退回。\n"
    assert run(["shop", "sweep"]) == 0
    assert "取消了 0 张" in capsys.readouterr().out
