"""The addresses that every check of looks and access walks; each room adds its pages here."""

import re
from collections.abc import Iterable
from html import unescape

import pytest
from playwright.sync_api import Page

COUNTY, TOWN, VILLAGE = "990121", "990121101", "990121101202"  # of the demonstration

# The view that is tightest on each size; the other one walks the same pages where everything runs.
ON_A_PHONE = ["elder", pytest.param("standard", marks=pytest.mark.long)]
ON_A_DESK = ["standard", pytest.param("elder", marks=pytest.mark.long)]

PUBLIC = [
    "/",
    "/sign-in/",
    "/no/such/page/",
    f"/{COUNTY}/",
    f"/{TOWN}/2026-Q3/",
    f"/{TOWN}/2026-10/",
    f"/{TOWN}/2025/",
    f"/{TOWN}/2026/",
    f"/{VILLAGE}/",
    f"/{VILLAGE}/2026-Q3/why/",
    f"/{VILLAGE}/2026-Q3/object/",
    "/matters/report/",
    "/matters/follow/",
    f"/{VILLAGE}/matters/poster/",
    "/990121101211/2026-02/why/",  # a village without the cross inspection of that month
]

RANKED = [f"/{TOWN}/2026-Q3/", f"/{TOWN}/2026-10/", f"/{TOWN}/2026/", f"/{VILLAGE}/", f"/{TOWN}201/"]

# Pages of whoever has signed in, seen by an officer of the demonstration.
OFFICER = "yuntang-officer"
SIGNED_IN = [
    "/desk/",
    "/desk/990121102/",
    f"/desk/{TOWN}/runs/",
    f"/desk/{TOWN}/rounds/2026-11/",
    f"/desk/{TOWN}/rounds/2026-10/",  # public
    f"/desk/{TOWN}/rounds/2026-11/covert/",
    f"/desk/{TOWN}/rounds/2026-11/covert/{VILLAGE}/",
    f"/desk/{TOWN}/rounds/2026-11/cross/{VILLAGE}/",
    f"/desk/{TOWN}/rounds/2026-11/cross/plan/",
    f"/desk/{TOWN}/rounds/2026-11/cross/plan/?draw=1",
    f"/desk/{TOWN}/rounds/2026-11/cross/upload/",
    "/scoring/",
    f"/desk/{TOWN}/runs/2026-Q3/",
    f"/desk/{TOWN}/runs/2026-11/",  # not over
    f"/desk/{TOWN}/runs/2026-Q3/meeting/",
    f"/desk/{TOWN}/runs/2026-Q3/correct/",
    f"/desk/{TOWN}/runs/2026-Q3/correct/?village={VILLAGE}",
    f"/desk/{TOWN}/objections/",
    f"/desk/{TOWN}/rules/",
    f"/desk/{TOWN}/rules/replay/",
    f"/desk/{TOWN}/people/",
    f"/desk/{TOWN}/fund/2026-Q3/",
    f"/desk/{TOWN}/postings/",
    f"/desk/{TOWN}/wording/",
    "/matters/",
    "/inbox/",
    "/me/",
    "/me/records/",
    "/me/sessions/",
    "/me/password/",
    "/me/second-factor/",
]

# Pages of the register: for each of these people all that links lead to from the first ones, one of a kind.
HOME = "990121101203"  # the village that has a register
REGISTER = {
    "cadre": ["/desk/", f"/desk/{HOME}/register/", f"/desk/{HOME}/households/?q=005", "/search/?q=zhang"],
    "yuntang-officer": [f"/desk/{TOWN}/register/", "/search/?q=枫林坳"],
    "supervisor": ["/desk/", f"/desk/{HOME}/households/?q=00"],
    "cluster-head": ["/desk/", f"/desk/{HOME}01/register/"],
    "rule-keeper": [f"/desk/{COUNTY}/body-templates/"],
    "resident": ["/household/", "/desk/"],
}
OF_THE_REGISTER = re.compile(
    r"/desk/\d+/(?:register|households|persons|requests|links|visits|coverage|grid|bodies|body-templates|elections|pools)"
    r"|/household/|/search/"
)
# Pages of points and of the shop, for each of these people, in the same way.
POINTS = {
    "resident": ["/points/mine/", "/points/statement/", f"/shop/{HOME}/", f"/points/{HOME}/"],
    "cadre": [f"/desk/{HOME}/points/", f"/desk/{HOME}/points/cards/sheet/", f"/shop/{HOME}/desk/"],
    "supervisor": ["/desk/", f"/desk/{HOME}/points/recheck/", f"/shop/{HOME}/desk/"],
    "shop-keeper": [f"/shop/{HOME}/counter/", f"/shop/{HOME}/"],
}
OF_POINTS = re.compile(r"/desk/\d+/points/|/points/|/shop/\d+/")
# Plan documents and papers: the lists, then for each plan all that links lead to.
PLANS = [f"/desk/{TOWN}/plans/", f"/desk/{TOWN}/papers/"]
KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ONE_OF_MANY = re.compile(
    r"(?<=/desk/)\d+|(?<=/found/)[\w-]+|(?<=/papers/)[\w-]+|(?<=/statement/)[\w-]+|(?<=/rows/)\d+"
)
LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]+)"')


def reached(page: Page, starts: Iterable[str], within: re.Pattern[str] = OF_THE_REGISTER) -> list[str]:
    """Return the pages of these rooms (of the register) that links lead to, the first of each kind."""
    waiting, found = list(starts), {}
    while waiting:
        path = unescape(waiting.pop(0))
        shape = ONE_OF_MANY.sub("*", KEY.sub("*", path.partition("?")[0]))
        if shape in found:
            continue
        answer = page.request.get(path)
        if "text/html" not in answer.headers["content-type"]:
            continue  # a file to keep
        assert answer.ok, f"{path}: {answer.status}"
        found[shape] = path
        waiting += [link for link in LINK.findall(answer.text()) if within.match(link)]
    return list(found.values())


def followed(page: Page) -> list[str]:
    """Return the pages of plans and papers, those of each plan by itself."""
    lists = reached(page, PLANS, re.compile("$^"))
    plans = LINK.findall(page.request.get(PLANS[0]).text())
    each = [link for link in plans if KEY.search(link)]
    found = lists + [path for plan in each for path in reached(page, [plan], re.compile(re.escape(plan)))]
    papers = reached(page, [PLANS[1]], re.compile(re.escape(PLANS[1])))
    return list(dict.fromkeys([*found, *papers]))
