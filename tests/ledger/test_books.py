import pytest

from wugong.audit.models import Record
from wugong.counties.actors import SYSTEM
from wugong.ledger.books import (
    accounts_by_id,
    accounts_of,
    book_by_id,
    book_of,
    books_under,
    open_accounts,
    open_book,
)
from wugong.ledger.refusals import OtherBook, Unwritable
from wugong.ledger.states import Unit

pytestmark = pytest.mark.django_db


def test_a_place_has_one_book_of_a_kind(village, book):
    assert open_book(village, "village", "另一本", actor=SYSTEM) == book == book_of(village, "village")
    assert book_of(village, "shop") is None
    assert open_book(village, "shop", "超市账", actor=SYSTEM).id != book.id
    assert Record.objects.filter(act="ledger.book_opened").count() == 2


def test_books_are_found_by_id_and_under_a_place(book, village, neighbour_village, town):
    other = open_book(neighbour_village, "village", "青山村积分账", actor=SYSTEM)
    assert book_by_id(book.id) == book
    assert books_under(town.code) == [book, other]
    assert books_under(village.code) == [book]
    with pytest.raises(OtherBook):
        book_by_id(village.pk)


def test_accounts_are_opened_once(book):
    wanted = [("a", Unit.POINTS, 0), ("a", Unit.FEN, None)]
    first = open_accounts(book, wanted, actor=SYSTEM)
    assert open_accounts(book, [*wanted, ("b", Unit.POINTS, 0)], actor=SYSTEM).items() >= first.items()
    assert first["a", Unit.FEN].lowest is None
    assert accounts_of(book, ["a", "b", "c"], Unit.FEN) == {"a": first["a", Unit.FEN]}
    assert accounts_by_id([first["a", Unit.FEN].id]) == {first["a", Unit.FEN].id: first["a", Unit.FEN]}


def test_accounts_that_are_open_take_one_query(book, django_assert_num_queries):
    wanted = [(f"household:{n}", Unit.POINTS, 0) for n in range(400)]
    open_accounts(book, wanted, actor=SYSTEM)
    with django_assert_num_queries(3):  # the query, and the savepoint around it
        assert len(open_accounts(book, wanted, actor=SYSTEM)) == 400


def test_an_account_keeps_its_lowest(book):
    open_accounts(book, [("a", Unit.POINTS, 0)], actor=SYSTEM)
    with pytest.raises(ValueError, match="another lowest"):
        open_accounts(book, [("a", Unit.POINTS, None)], actor=SYSTEM)


@pytest.mark.parametrize("word", ["", "两行\n", "x" * 121])
def test_words_that_do_not_stand_on_a_line_are_refused(book, village, word):
    with pytest.raises(Unwritable):
        open_accounts(book, [(word, Unit.POINTS, 0)], actor=SYSTEM)
    with pytest.raises(Unwritable):
        open_book(village, word, "账", actor=SYSTEM)
