"""The pages of yards and of the county's own lists of duties."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile

from wugong.counties.standing import standing_in
from wugong.registry.duty_clusters import found_cluster
from wugong.registry.models import Cluster, ClusterHousehold, DutyDocument
from wugong.rules.duty_plans import plan_text
from wugong.rules.duty_rhythm import rhythm_text

POSTS = "posts"
VILLAGE, GROUP = "990101101201", "99010110120101"


def page_of(client, code, path="", **query):
    return client.get(f"/desk/{code}/coverage/{path}", query)


def text_of(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


class TestYards:
    def test_one_is_founded_and_filled(self, county, as_user, cadre, household, group):
        client = as_user(cadre)
        data = {"name": "竹林屋场", "place": GROUP, "numbers": "0101"}
        assert client.post(f"/desk/{VILLAGE}/coverage/yards/", data).status_code == 302
        yard = Cluster.everywhere.get()
        said = text_of(page_of(client, VILLAGE, "yards/"))
        assert "竹林屋场 1 户 枫林坳村一组" in said
        client.post(f"/desk/{VILLAGE}/coverage/yards/{yard.pk}/", {"numbers": ""})
        assert not ClusterHousehold.everywhere.exists()
        assert "0 户" in text_of(page_of(client, VILLAGE, f"yards/{yard.pk}/"))

    def test_what_is_wrong_is_said_at_the_form(self, as_user, cadre, household):
        client = as_user(cadre)
        data = {"name": "竹林屋场", "place": VILLAGE, "numbers": "0999"}
        assert "没有这些户号" in text_of(client.post(f"/desk/{VILLAGE}/coverage/yards/", data))

    def test_it_is_closed(self, county, as_user, cadre, village):
        with standing_in(county):
            yard = found_cluster(village, "竹林屋场", actor=cadre)
        as_user(cadre).post(f"/desk/{VILLAGE}/coverage/yards/{yard.pk}/", {"do": "close"})
        yard.refresh_from_db()
        assert yard.until

    def test_who_only_reads_sees_the_numbers(self, county, as_user, cadre, supervisor, household):
        with standing_in(county):
            yard = found_cluster(household.place, "竹林屋场", actor=cadre, numbers=["0101"])
        client = as_user(supervisor)
        assert "划一个院落" not in text_of(page_of(client, VILLAGE, "yards/"))
        said = text_of(page_of(client, VILLAGE, f"yards/{yard.pk}/"))
        assert "0101" in said
        assert "撤销" not in said


class TestLists:
    def hand_in(self, client, text, **data):
        file = SimpleUploadedFile("own.yaml", text if isinstance(text, bytes) else text.encode())
        data = {"kind": "duties", "since": "2026-06-01", "file": file} | data
        return client.post("/desk/990101/coverage/lists/", data)

    def test_only_the_rule_keeper_enters(self, as_user, county_officer, county_place):
        assert page_of(as_user(county_officer), "990101", "lists/").status_code == 403

    def test_faults_are_said_line_by_line(self, as_user, rule_keeper, county_place):
        text = plan_text(POSTS).replace("least: 1\n", "least: one\n", 1)
        said = text_of(self.hand_in(as_user(rule_keeper), text))
        assert "least" in said
        assert "第" in said

    def test_what_is_no_text_is_refused(self, as_user, rule_keeper, county_place):
        assert "UTF-8" in text_of(self.hand_in(as_user(rule_keeper), b"\xff\xfe\xfa"))

    def test_a_day_before_it_began_is_refused(self, as_user, rule_keeper, county_place):
        said = text_of(self.hand_in(as_user(rule_keeper), plan_text(POSTS), since="2019-01-01"))
        assert "还没有有效的一版" in said

    def test_both_kinds_are_adopted_and_shown(self, as_user, rule_keeper, county_place):
        client = as_user(rule_keeper)
        self.hand_in(client, plan_text(POSTS).replace("title: 责任人和岗位", "title: 本县岗位"))
        self.hand_in(client, rhythm_text().replace("others: 180", "others: 90"), kind="rhythm")
        assert DutyDocument.everywhere.count() == 2
        said = text_of(page_of(client, "990101", "lists/"))
        assert "本县岗位 本县的" in said
        assert "其他户 90 天一次" in said
