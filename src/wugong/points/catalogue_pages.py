"""What the page of a catalogue shows: items under their headings, found by a word."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from wugong.rules.points_catalogue import Catalogue, Category, Item


@dataclass(frozen=True, slots=True)
class Shelf:
    """A heading with its items: what gives points first, then what takes them away."""

    category: Category
    items: Sequence[Item]


def shelf(catalogue: Catalogue, asked: str) -> list[Shelf]:
    """Return the headings with those items of today that have the word in title, note or heading."""
    items = [one for one in catalogue.items_on(timezone.localdate()) if _says(one, asked)]
    found = []
    for category in catalogue.categories:
        mine = [one for one in items if one.category.key == category.key]
        if mine:
            found.append(Shelf(category, sorted(mine, key=lambda one: one.negative)))
    return found


def _says(item: Item, asked: str) -> bool:
    return asked in item.title or asked in item.note or asked in item.category.title
