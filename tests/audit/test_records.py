"""Each act leaves one record in its own transaction, and nobody changes it afterwards."""

import pytest
from django.db import DatabaseError, connection, transaction

from wugong.audit import triggers
from wugong.audit.actions import blank_texts_of, record
from wugong.audit.acts import CATALOGUE, Act
from wugong.audit.checks import triggers_stand
from wugong.audit.models import Concern, Record, RecordText
from wugong.audit.refusals import Unchangeable
from wugong.counties.actors import SYSTEM
from wugong.counties.refusals import NoCounty, OtherCounty

TRIED = Act("audit.tried", "%(actor)s 试了 %(what)s（%(at)s）", scrub=frozenset({"actor"}))


@pytest.fixture
def one(here, resident):
    return record(TRIED, actor=resident, what="一次")


def test_an_act_stands_in_the_catalogue_once():
    with pytest.raises(ValueError, match=r"audit\.tried is in the catalogue"):
        Act("audit.tried", "又试")
    assert CATALOGUE["audit.tried"] is TRIED


@pytest.mark.django_db(transaction=True)
def test_a_record_outside_a_transaction_is_a_fault_of_ours(here):
    with pytest.raises(RuntimeError, match="outside the transaction"):
        record(TRIED, actor=SYSTEM, what="一次")


def test_a_record_needs_a_county(county):
    with pytest.raises(NoCounty):
        record(TRIED, actor=SYSTEM, what="一次")


def test_a_record_about_a_place_of_another_county_is_refused(here):
    with pytest.raises(OtherCounty):
        record(TRIED, actor=SYSTEM, at="990102101", what="一次")


def test_a_fact_that_the_sentence_lacks_stops_the_act(here):
    before = Record.objects.count()
    with pytest.raises(KeyError):
        record(TRIED, actor=SYSTEM)
    assert Record.objects.count() == before


def test_an_act_that_fails_leaves_no_record(here):
    before = Record.objects.count()
    with pytest.raises(ZeroDivisionError):
        _record_and_fail()
    assert Record.objects.count() == before


@transaction.atomic
def _record_and_fail():
    record(TRIED, actor=SYSTEM, what="一次")
    _ = 1 / 0


def test_a_record_keeps_actor_and_place_as_values(one, resident):
    assert (one.actor, one.place) == (resident.pk, "990101")


def test_a_record_reads_as_its_sentence(one):
    assert str(one) == "陈禾 试了 一次（990101）"


def test_the_house_itself_acts_without_a_key(here):
    kept = record(TRIED, actor=SYSTEM, what="一次")
    assert (kept.actor, str(kept)) == (None, "系统 试了 一次（990101）")


def test_a_record_whose_act_is_gone_reads_as_its_code(here):
    assert str(Record(act="audit.long_gone")) == "audit.long_gone"


def test_a_record_concerns_its_actor_and_those_named_once_each(here, resident, cadre):
    one = record(TRIED, actor=resident, concerning=[cadre.pk, resident.pk, cadre.pk], what="一次")
    assert set(one.concerns.values_list("person", flat=True)) == {resident.pk, cadre.pk}


def test_records_are_found_by_person_and_by_place(here, resident, cadre, village):
    one = record(TRIED, actor=resident, at=village.code, what="一次")
    other = record(TRIED, actor=cadre, at="990101102", what="一次")
    assert one in Record.objects.concerning(resident.pk)
    assert other not in Record.objects.concerning(resident.pk)
    assert one in Record.objects.under("990101101")
    assert other not in Record.objects.under("990101101")


@pytest.mark.parametrize("n", [1, 3])
def test_reading_a_page_of_records_costs_the_same(n, here, resident, django_assert_num_queries):
    for _ in range(n):
        record(TRIED, actor=resident, what="一次")
    with django_assert_num_queries(2):
        assert all("陈禾" in str(one) for one in Record.objects.filter(act="audit.tried").newest_first())


def test_saving_a_record_again_is_refused(one):
    with pytest.raises(Unchangeable, match="不能改、不能删"):
        one.save()


def test_deleting_a_record_is_refused(one):
    with pytest.raises(Unchangeable):
        one.delete()


@pytest.mark.parametrize("table", [Record, Concern])
def test_the_database_refuses_to_delete(table, one):
    with pytest.raises(DatabaseError, match="written once"):
        _run(f"DELETE FROM {table._meta.db_table}")


@pytest.mark.parametrize(
    ("table", "change"), [(Record, {"place": "1"}), (Concern, {"person": None}), (RecordText, {"facts": {}})]
)
def test_the_database_refuses_to_change(table, change, one):
    with pytest.raises(DatabaseError, match="written once"), transaction.atomic():
        table.objects.update(**change)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="SQLite has no TRUNCATE")
def test_the_database_refuses_to_truncate(one):
    with pytest.raises(DatabaseError, match="written once"):
        _run("SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE audit_record CASCADE")


@transaction.atomic
def _run(words):
    with connection.cursor() as cursor:
        cursor.execute(words)


def test_names_can_be_taken_away_while_the_act_stays(one, resident):
    assert blank_texts_of(resident.pk, actor=SYSTEM) >= 1
    assert str(Record.objects.get(pk=one.pk)) == "（已删去） 试了 一次（990101）"
    assert "按本人要求删去了" in str(Record.objects.latest("pk"))


def test_a_missing_trigger_is_named_and_comes_back(db):
    assert triggers_stand(["default"]) == []
    with connection.cursor() as cursor:
        on = " ON audit_record" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER audit_record_no_update{on}")
    assert [fault.id for fault in triggers_stand(["default"])] == ["audit.E001"]
    triggers.install_after_migrate()
    assert triggers_stand(["default"]) == []


def test_no_trigger_is_asked_for_where_the_table_does_not_stand_yet(db, monkeypatch):
    monkeypatch.setitem(triggers.GUARDED, "audit_later", ("update",))
    assert triggers_stand(["default"]) == []


def test_without_a_database_to_look_at_no_fault_is_found():
    assert triggers_stand() == []


@pytest.mark.django_db(transaction=True)
def test_only_emptying_the_tables_between_tests_passes_the_triggers(here, resident):
    """The next test finds no row of this one, and the triggers in place."""
    assert Record.objects.exists()
    assert triggers.missing(connection) == []


SQLITE = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite replaces rows")


def put_again(way, row, **changed):
    """Write the row once more, as `way` says, with these columns changed."""
    columns = {field.column: field for field in row._meta.concrete_fields}
    values = {
        column: field.get_db_prep_save(getattr(row, field.attname), connection)
        for column, field in columns.items()
    }
    names = ", ".join(f'"{name}"' for name in values)
    marks = ", ".join(["%s"] * len(values))
    with connection.cursor() as cursor:
        cursor.execute(
            f'{way} INTO "{row._meta.db_table}" ({names}) VALUES ({marks})', list((values | changed).values())
        )


@SQLITE
@pytest.mark.parametrize("way", ["INSERT OR REPLACE", "REPLACE"])
def test_no_row_is_replaced_under_its_key(one, way):
    with pytest.raises(DatabaseError, match=triggers.SAYS), transaction.atomic():
        put_again(way, one, act="audit.other")
    one.refresh_from_db()
    assert one.act == TRIED.code


@SQLITE
def test_no_row_is_replaced_by_another_that_is_unique_in_its_place(one):
    concern = Concern.objects.get(record=one)
    with pytest.raises(DatabaseError, match=triggers.SAYS), transaction.atomic():
        put_again("INSERT OR REPLACE", concern, id="0" * 32)
    assert Concern.objects.get(record=one).pk == concern.pk


@SQLITE
def test_a_text_that_may_go_is_still_not_replaced(one):
    text = RecordText.objects.get(record=one)
    with pytest.raises(DatabaseError, match=triggers.SAYS), transaction.atomic():
        put_again("INSERT OR REPLACE", text, facts="{}")
    assert RecordText.objects.get(record=one).facts == text.facts


def test_a_conflict_on_what_else_is_unique_is_ignored_where_asked(one):
    text = RecordText.objects.get(record=one)
    RecordText.objects.bulk_create([RecordText(record=one, facts={})], ignore_conflicts=True)
    assert RecordText.objects.get(record=one).pk == text.pk
