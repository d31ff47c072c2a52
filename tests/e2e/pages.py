"""The addresses that every check of looks and access walks; each room adds its pages here."""

COUNTY, TOWN, VILLAGE = "990121", "990121101", "990121101202"  # of the demonstration

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
    "/inbox/",
    "/me/",
    "/me/records/",
    "/me/sessions/",
    "/me/password/",
    "/me/second-factor/",
]
