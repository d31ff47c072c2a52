"""The second language: whole sentences, with periods and levels by their English names."""

import pytest
from django.test import Client
from tests.appraised import Publish
from tests.portal.test_boards import BOARD, WHY, shown, words


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (BOARD, ["Board of Q3 2026", "Village Quarter score", "Jul Aug Sep", "Month Quarter"]),
        ("/990101101/2026-07/", ["Board of July 2026", "Village Month score"]),
        ("/990101101301/", ["Appraisal of Q3 2026", "By quarter", "By month", "July 2026 95.00"]),
        (
            WHY,
            [
                "Appraisal of Q3 2026",
                "甲村: where the score of Q3 2026 comes from",
                "Score of July 2026 95.00",
            ],
        ),
        ("/990101/", ["First three of Q3 2026"]),
    ],
)
def test_english_pages_name_periods_in_english(
    quarter: None, publish: Publish, client: Client, address: str, said: list[str]
) -> None:
    publish("2026-07")
    publish("2026-Q3")
    client.cookies["django_language"] = "en"
    page = words(shown(client, address))
    assert [text for text in said if text not in page] == []
    assert [word for word in ("考核榜 ", "按季度", "三季度考核", "批准公布", "得的分") if word in page] == []
