"""What is known of a person when she is registered, checked: name, papers, birth, sex, phone, bank."""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date

from wugong.base import citizen_ids
from wugong.registry import refusals
from wugong.registry.holding import refuse_day
from wugong.registry.models import Person
from wugong.registry.states import Channel, Papers, Sex

LONGEST_NAME = 60
LONGEST_WHEREABOUTS = 80
NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[·•‧・.'\- ]|[\ufe00-\ufe0f\U000e0100-\U000e01ef])*")
PHONE = re.compile(r"1[3-9][0-9]{9}|0[0-9]{9,11}|[2-9][0-9]{6,7}")
BANK = re.compile(r"[0-9]{10,30}")
PAPERS = re.compile(r"[0-9A-Z()]{5,30}")
BETWEEN = re.compile(r"[\s\-\u2010-\u2015]+")


@dataclass(frozen=True, slots=True)
class Facts:
    """居民的登记内容: as somebody typed them; for a child, the guardian who agrees and how she said so."""

    name: str
    sex: str = ""
    born: date | None = None
    papers: str = Papers.CITIZEN_ID
    id_number: str = ""
    phone: str = ""
    bank: str = ""
    guardian: Person | None = None
    channel: str = Channel.PAPER


def checked_facts(facts: Facts) -> Facts:
    """Return the facts as they are kept, birth and sex drawn from the ID; refuse what cannot be so."""
    if facts.papers not in Papers.values:
        raise refusals.UnknownChoice(what="证件种类", value=facts.papers)
    if facts.sex and facts.sex not in Sex.values:
        raise refusals.UnknownChoice(what="性别", value=facts.sex)
    kept = replace(
        facts,
        name=checked_name(facts.name),
        id_number=checked_papers(facts.papers, facts.id_number),
        phone=checked_phone(facts.phone),
        bank=checked_bank(facts.bank),
    )
    if kept.id_number and kept.papers == Papers.CITIZEN_ID:
        kept = _agreeing(kept)
    if kept.born is not None:
        refuse_day("出生日期", kept.born)
    return kept


def checked_name(name: str) -> str:
    """Return the name as it is kept; refuse what is no name."""
    words = " ".join(name.split())
    if len(words) > LONGEST_NAME or not NAME.fullmatch(words):
        raise refusals.NoPersonName
    return words


def checked_papers(papers: str, number: str) -> str:
    """Return the number of the papers as it is kept; refuse a citizen's ID that can be none."""
    plain = citizen_ids.plain_id(number)
    if not plain:
        return ""
    if papers != Papers.CITIZEN_ID:
        if not PAPERS.fullmatch(plain):
            raise refusals.BadPapers
        return plain
    if fault := citizen_ids.fault_of(plain):
        raise refusals.BadIdNumber(why=fault.value)
    return plain


def checked_phone(phone: str) -> str:
    """Return the phone number in plain digits; refuse what can be none."""
    plain = BETWEEN.sub("", unicodedata.normalize("NFKC", phone)).removeprefix("+86")
    if plain and not PHONE.fullmatch(plain):
        raise refusals.BadPhone
    return plain


def checked_bank(bank: str) -> str:
    """Return the account number in plain digits; refuse what can be none."""
    plain = BETWEEN.sub("", unicodedata.normalize("NFKC", bank))
    if plain and not BANK.fullmatch(plain):
        raise refusals.BadBank
    return plain


def _agreeing(facts: Facts) -> Facts:
    """Return the facts with what the ID tells; refuse a birth or sex that it does not tell."""
    born, sex = citizen_ids.born_of(facts.id_number), citizen_ids.sex_of(facts.id_number)
    if facts.born not in {None, born}:
        raise refusals.BirthDisagrees(born=facts.born)
    if facts.sex not in {"", sex}:
        raise refusals.SexDisagrees(sex=Sex(facts.sex).label)
    return replace(facts, born=born, sex=sex)
