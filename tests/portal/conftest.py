"""No drawing of an earlier test is shown in the next one."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils.translation import override


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    cache.clear()
    with override("zh-hans"):  # a visit in English must not speak in the next test
        yield
    cache.clear()
