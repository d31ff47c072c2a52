"""Organisation templates: read with every fault by its line, complete or not, who excludes whom."""

from datetime import date

import pytest

from wugong.base.faults import FileRefused
from wugong.rules.body_catalogue import (
    NoSuchProfile,
    bundled_names,
    bundled_text,
    catalogue,
)
from wugong.rules.body_checks import (
    Held,
    Rate,
    Seats,
    apart,
    clashes,
    completeness,
    pools_found,
    seats,
)
from wugong.rules.body_elections import CountRefused, Outcome, count_votes
from wugong.rules.body_parts import Side, Wanted
from wugong.rules.body_reading import read_templates
from wugong.rules.body_reports import last_period

TODAY = date(2026, 11, 23)
HEAD = "templates: ours\ntitle: 我县的组织\nversions:\n  - version: 1\n    from: 2026-01-01\n    basis: {document: 县里的方案}\n"


def reading(body: str, known: bool = True) -> str:
    """Return what is said about a document with this body."""
    with pytest.raises(FileRefused) as refused:
        read_templates(HEAD + body, "ours.yaml", catalogue(TODAY).offices() if known else None)
    return "\n".join(refused.value.faults)


# --- What comes with the product ------------------------------------------------------------------


@pytest.mark.parametrize("name", bundled_names())
def test_bundled_documents_name_only_what_there_is(name: str) -> None:
    found = read_templates(bundled_text(name), name, catalogue(TODAY).offices())
    assert found.key == name
    assert all(version.basis.document for version in found.versions)


def test_one_six_n_is_one_committee_six_associations_and_any_number() -> None:
    parts = completeness(catalogue(TODAY).profile("one-six-n").version, {})
    assert [(part.part, part.ratio) for part in parts] == [
        ("党组织", "0/1"),
        ("一个委员会", "0/1"),
        ("六个会", "0/6"),
        ("其他组织", "N ≥ 0"),
    ]
    assert parts[3].complete


def test_every_body_of_one_six_n_has_a_parent_and_a_term() -> None:
    slots = catalogue(TODAY).profile("one-six-n").version.slots
    assert all(slot.term_months for slot in slots)
    assert [slot.key for slot in slots if not slot.parent] == ["branch"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("民主议事会", "deliberation-council"),
        ("村民议事会", "deliberation-council"),
        ("红白理事新风会", "ceremony-council"),
        ("红白理事会", "ceremony-council"),
        ("禁毒禁赌平安会", "drug-gambling-council"),
        ("禁毒禁赌会", "drug-gambling-council"),
        ("道德文明评议会", "morality-council"),
        ("道德评议会", "morality-council"),
    ],
)
def test_four_councils_go_by_the_names_of_either_document(name: str, kind: str) -> None:
    found = catalogue(TODAY).kind_called(name)
    assert found is not None
    assert found.key == kind


def test_unknown_name_is_no_kind() -> None:
    assert catalogue(TODAY).kind_called("没有这个会") is None


def test_six_groups_have_six_fields_one_to_one() -> None:
    version = catalogue(TODAY).profile("office-six-groups").version
    assert [slot.field for slot in version.slots if slot.field] == list(version.fields)
    assert len(version.fields) == 6


def test_same_word_for_other_sets_stays_apart() -> None:
    profiles = catalogue(TODAY).profiles
    three = {slot.kind for slot in profiles["three-councils-one-team"].version.slots if slot.part == "三会"}
    other = {slot.kind for slot in profiles["three-one-one-one"].version.slots if slot.part == "3会"}
    assert len(three) == len(other) == 3
    assert three != other


def test_article_follows_the_law_of_the_day() -> None:
    rule = {one.key: one.article for one in catalogue(TODAY).exclusions}["supervision-not-committee"]
    earlier = {one.key: one.article for one in catalogue(date(2025, 12, 31)).exclusions}
    assert (rule, earlier["supervision-not-committee"]) == ("第三十七条", "第三十二条")
    before = catalogue(date(2010, 10, 27)).exclusions
    assert "supervision-not-committee" not in {one.key for one in before}


def test_unknown_profile_is_named_with_those_there_are() -> None:
    with pytest.raises(NoSuchProfile, match="1\\+6\\+N"):
        catalogue(TODAY).profile("nowhere")
    with pytest.raises(NoSuchProfile, match="one-six-n"):
        bundled_text("nowhere")
    assert catalogue(TODAY).slot("nowhere", "branch") is None
    assert catalogue(TODAY).slot("one-six-n", "nowhere") is None


def test_slot_knows_its_offices() -> None:
    slot = catalogue(TODAY).slot("one-six-n", "branch")
    assert slot is not None
    secretary = slot.office("secretary")
    assert secretary is not None
    assert secretary.title == "书记"
    assert slot.office("nobody") is None


# --- A county's own -------------------------------------------------------------------------------

OURS = """\
    levels: [village]
    kinds:
      - {kind: tea-council, title: 茶叶理事会, aliases: [茶会]}
    bodies:
      - {key: tea, kind: tea-council, part: 茶会, wanted: {exactly: 1}, offices: [{key: chair, title: 会长, wanted: {exactly: 1}}]}
    exclusions:
      - {key: tea-not-supervision, title: 茶会和监委, one: {kind: tea-council, offices: [chair]}, other: {kind: supervision-committee}, because: 要监督茶叶的账, law: 县里的方案, article: 第三条, anywhere: "yes"}
"""


def test_county_adds_a_template_and_an_incompatibility_as_data() -> None:
    ours = read_templates(HEAD + OURS, known=catalogue(TODAY).offices())
    with_ours = catalogue(TODAY, [ours])
    assert with_ours.profile("ours").version.slots[0].title == "茶叶理事会"
    chair = Held("a", "tea-council", "chair", "990101101201")
    found = clashes(
        with_ours.exclusions, chair, [Held("a", "supervision-committee", "member", "990101102201")]
    )
    assert [clash.rule.key for clash in found] == ["tea-not-supervision"]
    assert not catalogue(date(2025, 12, 31), [ours]).profiles.get("ours")


def test_adopted_document_takes_the_place_of_the_bundled_one() -> None:
    text = bundled_text("pools").replace("most: 5", "most: 4")
    pools = {pool.key: pool.wanted.most for pool in catalogue(TODAY, [read_templates(text)]).pools}
    assert pools["reserve-cadres"] == 4


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (
            "    kinds:\n      - {kind: a, title: 甲}\n      - {kind: a, title: 乙}\n      - {kind: b, title: 甲}\n",
            ["第 9 行", "写了两次", "第 10 行", "一个名称只归一类"],
        ),
        (
            "    bodies:\n      - {key: a, kind: nowhere, part: 甲, wanted: {exactly: 1, least: 2}}\n",
            ["没有“nowhere”这类组织", "写了 exactly", "要写 levels"],
        ),
        (
            "    levels: [village]\n    bodies:\n      - {key: a, kind: other-group, part: 甲, wanted: {least: 3, most: 2}, parent: b}\n      - {key: a, kind: other-group, part: 甲, wanted: {least: 0}, offices: [{key: member, title: 成员, wanted: {least: 0}}]}\n",
            ["第 9 行", "most 不能小于 least", "上级“b”要写在它前面", "“a”已经用过", "“member”已经用过"],
        ),
        (
            "    levels: [town]\n    fields: [路, 水]\n    bodies:\n      - {key: a, kind: other-group, part: 甲, wanted: {least: 0}, field: 路}\n      - {key: b, kind: other-group, part: 甲, wanted: {least: 0}, field: 路}\n      - {key: c, kind: other-group, part: 甲, wanted: {least: 0}, field: 电}\n",
            [
                "领域“路”要由一个组织来管，现在是 2 个",
                "领域“水”要由一个组织来管，现在是 0 个",
                "fields 里没有“电”",
            ],
        ),
        (
            "    exclusions:\n      - {key: a, title: 甲, one: {kind: nowhere}, other: {kind: village-committee, offices: [member, king]}, because: 甲, law: 甲, article: 甲}\n",
            ["没有“nowhere”这类组织", "“village-committee”没有“king”这个职务"],
        ),
        (
            "    together:\n      - {key: a, title: 甲, one: {kind: collective, offices: [king]}, other: {kind: collective}, article: 甲}\n",
            ["“collective”没有“king”这个职务"],
        ),
        ("    pools:\n      - {key: a, title: 甲, wanted: {most: 0}}\n", ["第 8 行", "wanted.most"]),
    ],
)
def test_faults_are_named_by_line(body: str, said: list[str]) -> None:
    told = reading(body)
    assert [one for one in said if one not in told] == []


def test_names_are_not_asked_for_where_none_are_known() -> None:
    body = "    levels: [town]\n    bodies:\n      - {key: a, kind: nowhere, part: 甲, wanted: {least: 0}}\n"
    assert read_templates(HEAD + body).versions[0].slots[0].kind == "nowhere"


# --- Complete or not ------------------------------------------------------------------------------


def test_missing_and_too_many_are_named() -> None:
    version = catalogue(TODAY).profile("one-six-n").version
    parts = {
        part.part: part
        for part in completeness(version, {"branch": 1, "governance": 2, "others": 3, "safety": 1})
    }
    assert parts["一个委员会"].ratio == "1/1"
    assert parts["一个委员会"].beyond == ("乡村治理委员会",)
    assert not parts["一个委员会"].complete
    assert parts["六个会"].ratio == "1/6"
    assert "环境促进会" in parts["六个会"].lacking
    assert (parts["其他组织"].found, parts["其他组织"].complete) == (3, True)


def test_pact_counts_beside_the_four_councils() -> None:
    version = catalogue(TODAY).profile("one-pact-four-councils").version
    without, with_pact = completeness(version, {}), completeness(version, {}, {"pact"})
    found = {part.part: part for part in without}
    assert found["一约"].lacking == ("村规民约",)
    assert {part.part: part.ratio for part in with_pact}["一约"] == "1/1"


def test_more_than_one_lacking_is_counted() -> None:
    ours = read_templates(
        HEAD
        + "    levels: [town]\n    bodies:\n      - {key: a, kind: other-group, title: 小队, part: 队, wanted: {exactly: 3}}\n"
    )
    (part,) = completeness(ours.versions[0], {"a": 1})
    assert (part.lacking, part.ratio) == (("小队 2 个",), "1/3")


@pytest.mark.parametrize(("wanted", "said"), [(Wanted(0), "≥ 0"), (Wanted(2, 2), "2"), (Wanted(3, 5), "3–5")])
def test_wanted_is_said_in_a_word(wanted: Wanted, said: str) -> None:
    assert str(wanted) == said


def test_seats_name_what_a_body_lacks() -> None:
    slot = catalogue(TODAY).slot("three-councils-one-team", "team")
    assert slot is not None
    found = seats(slot, {"deputy": 1}, ["民兵", "辅警", "志愿者", "护林员", "保洁员"], charter=False)
    assert found.vacant == (("队长", 1),)
    assert found.sources_lacking == ("交通劝导员",)
    assert not found.charter_lacking
    assert not found.complete


def test_body_with_all_it_needs_is_complete() -> None:
    slot = catalogue(TODAY).slot("one-six-n", "governance")
    assert slot is not None
    assert seats(slot, {"chair": 1}, ["", "", ""], charter=True) == Seats()
    assert seats(slot, {"chair": 1}, ["", "", ""], charter=True).complete
    assert seats(slot, {"chair": 1}, ["", ""], charter=False) == Seats(
        members_lacking=1, charter_lacking=True
    )


@pytest.mark.parametrize(("count", "lacking", "beyond"), [(2, 1, 0), (3, 0, 0), (5, 0, 0), (6, 0, 1)])
def test_three_to_five_reserve_cadres(count: int, lacking: int, beyond: int) -> None:
    found = {
        one.pool.key: one for one in pools_found(catalogue(TODAY).pools, [("reserve-cadres", "")] * count)
    }
    one = found["reserve-cadres"]
    assert (one.count, one.lacking, one.beyond) == (count, lacking, beyond)
    assert one.complete is (not lacking and not beyond)


def test_talents_are_counted_by_class() -> None:
    entries = [("talents", "土专家"), ("talents", "土专家"), ("talents", "经纪人")]
    found = {one.pool.key: one for one in pools_found(catalogue(TODAY).pools, entries)}
    assert found["talents"].by_class == {"土专家": 2, "经纪人": 1}
    assert found["talents"].complete


# --- Who excludes whom ----------------------------------------------------------------------------

HERE, NEXT_DOOR = "990101101201", "990101101202"
SUPERVISOR = Held("wang", "supervision-committee", "chair", HERE, "監")


def against(wanted: Held, *held: Held, kin: tuple[str, ...] = ()) -> list[tuple[str, bool]]:
    return [
        (clash.rule.key, clash.by_kin) for clash in clashes(catalogue(TODAY).exclusions, wanted, held, kin)
    ]


def test_supervisor_cannot_sit_on_the_village_committee() -> None:
    committee = Held("wang", "village-committee", "member", HERE, "委")
    assert against(SUPERVISOR, committee) == [("supervision-not-committee", False)]
    assert against(committee, SUPERVISOR) == [("supervision-not-committee", False)]


def test_near_relatives_are_excluded_too() -> None:
    brother = Held("li", "village-committee", "director", HERE, "委")
    assert against(SUPERVISOR, brother) == []
    assert against(SUPERVISOR, brother, kin=("li",)) == [("supervision-not-committee", True)]


def test_another_village_excludes_nobody_but_the_group_within_does() -> None:
    assert against(SUPERVISOR, Held("wang", "village-committee", "director", NEXT_DOOR)) == []
    group = Held("wang", "village-committee", "director", HERE + "01")
    assert against(SUPERVISOR, group) == [("supervision-not-committee", False)]


def test_rule_without_kin_lets_relatives_be() -> None:
    supervisor = Held("wang", "work-supervisors", "member", HERE, "监")
    staff = Held("li", "work-group", "head", HERE, "项")
    assert against(supervisor, staff, kin=("li",)) == []
    assert against(supervisor, Held("wang", "work-group", "head", HERE, "项")) == [
        ("supervisors-not-staff", False)
    ]


def test_directors_near_relatives_exclude_each_other_but_nobody_herself() -> None:
    chair = Held("wang", "collective", "chair", HERE, "社")
    assert against(chair, Held("li", "collective", "director", HERE, "社"), kin=("li",)) != []
    assert against(chair, Held("wang", "collective", "accountant", HERE, "社")) == []


def test_two_named_offices_of_one_body_exclude_each_other() -> None:
    cashier = Held("wang", "environment-association", "cashier", HERE, "会")
    assert against(cashier, Held("wang", "environment-association", "keeper", HERE, "会")) == [
        ("cashier-not-keeper", False)
    ]
    assert against(cashier, Held("wang", "environment-association", "chair", HERE, "会")) == []


def test_side_without_offices_is_everybody_of_the_kind() -> None:
    assert Side("a").holds("a", "member")
    assert not Side("a", ("chair",)).holds("a", "member")


def test_offices_meant_for_one_person_are_flagged_when_two_hold_them() -> None:
    rules = catalogue(TODAY).together
    secretary = Held("wang", "party-branch", "secretary", HERE)
    assert apart(rules, [secretary]) == []
    assert apart(rules, [secretary, Held("wang", "village-committee", "director", HERE)]) == []
    found = apart(rules, [secretary, Held("li", "village-committee", "director", HERE)])
    assert [one.key for one in found] == ["secretary-director"]


# --- Votes ----------------------------------------------------------------------------------------


def test_most_votes_win_and_a_tie_for_the_last_seat_runs_off() -> None:
    assert count_votes({"甲": 9, "乙": 5}, 1, 14, ballots=14) == Outcome(("甲",))
    tie = count_votes({"甲": 9, "乙": 5, "丙": 5, "丁": 2}, 2, 20, ballots=12)
    assert tie == Outcome(("甲",), ("乙", "丙"), 1)
    assert not tie.final


def test_fewer_candidates_than_seats_and_none_without_a_vote() -> None:
    assert count_votes({"甲": 3, "乙": 0}, 2, 5, ballots=5).elected == ("甲",)
    assert count_votes({"甲": 3, "乙": 2}, 2, 5, ballots=5, least=3).elected == ("甲",)
    assert count_votes({}, 1, 5, ballots=5).final


@pytest.mark.parametrize(("votes", "fine"), [(9, True), (10, True), (11, False)])
def test_nobody_has_more_votes_than_ballots(votes: int, fine: bool) -> None:
    if fine:
        assert count_votes({"甲": votes}, 1, 10, ballots=10).elected == ("甲",)
    else:
        with pytest.raises(CountRefused, match="得 11 票"):
            count_votes({"甲": votes}, 1, 10, ballots=10)


@pytest.mark.parametrize(("ballots", "fine"), [(10, True), (11, False)])
def test_no_more_ballots_than_people(ballots: int, fine: bool) -> None:
    if fine:
        assert count_votes({"甲": 1}, 1, 10, ballots=ballots).final
    else:
        with pytest.raises(CountRefused, match="到会只有 10 人"):
            count_votes({"甲": 1}, 1, 10, ballots=ballots)


@pytest.mark.parametrize(("second", "fine"), [(4, True), (5, False)])
def test_all_votes_together_fit_the_ballots(second: int, fine: bool) -> None:
    if fine:
        assert count_votes({"甲": 6, "乙": second}, 1, 10, ballots=10).elected == ("甲",)
    else:
        with pytest.raises(CountRefused, match="最多 10"):
            count_votes({"甲": 6, "乙": second}, 1, 10, ballots=10)


def test_votes_below_nothing_cannot_be_meant() -> None:
    with pytest.raises(CountRefused):
        count_votes({"甲": -1}, 1, 10, ballots=10)


# --- M014 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("joined", "persons", "said"),
    [(0, 0, "—"), (0, 3, "0.0%"), (2, 3, "66.7%"), (3, 3, "100.0%"), (1, 8, "12.5%")],
)
def test_rate_is_said_in_tenths_of_a_percent(joined: int, persons: int, said: str) -> None:
    assert str(Rate(joined, persons)) == said


# --- Reports --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("report", "day", "first", "last"),
    [
        ("half-month", date(2026, 3, 15), date(2026, 2, 16), date(2026, 2, 28)),
        ("half-month", date(2026, 3, 16), date(2026, 3, 1), date(2026, 3, 15)),
        ("half-month", date(2026, 1, 1), date(2025, 12, 16), date(2025, 12, 31)),
        ("month", date(2026, 3, 31), date(2026, 2, 1), date(2026, 2, 28)),
        ("quarter", date(2026, 3, 31), date(2025, 10, 1), date(2025, 12, 31)),
        ("quarter", date(2026, 4, 1), date(2026, 1, 1), date(2026, 3, 31)),
        ("year", date(2026, 1, 1), date(2025, 1, 1), date(2025, 12, 31)),
    ],
)
def test_last_period_to_report_on(report: str, day: date, first: date, last: date) -> None:
    assert last_period(report, day) == (first, last)
