"""All documents of organisations in force on a day as one: kinds, profiles, rules, pools."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files

from wugong.base.refusals import Refusal
from wugong.base.texts import mark
from wugong.rules.body_parts import Exclusion, Kind, Pool, Slot, Templates, TemplateVersion, Together
from wugong.rules.body_reading import read_templates

FOLDER = files("wugong.rules").joinpath("bodies")


class NoSuchProfile(Refusal):
    """A profile that neither comes with the product nor was adopted."""

    code = "rules.no_such_profile"
    sentence = mark("没有“%(name)s”这套组织模板；现有的是 %(known)s。")
    status = 404


@dataclass(frozen=True, slots=True)
class Profile:
    """组织体系: a document that says which bodies there are to be, in the version of the day."""

    key: str
    title: str
    version: TemplateVersion


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What holds on a day."""

    kinds: Mapping[str, Kind]
    profiles: Mapping[str, Profile]
    exclusions: tuple[Exclusion, ...]
    together: tuple[Together, ...]
    pools: tuple[Pool, ...]

    def profile(self, key: str) -> Profile:
        """The profile of that key; NoSuchProfile where there is none."""
        if key not in self.profiles:
            known = "、".join(profile.title for profile in self.profiles.values())
            raise NoSuchProfile(name=key, known=known)
        return self.profiles[key]

    def slot(self, profile: str, key: str) -> Slot | None:
        """The line of a profile, or None where the profile does not (any longer) have it."""
        found = self.profiles.get(profile)
        return found.version.slot(key) if found else None

    def kind_called(self, name: str) -> Kind | None:
        """The kind that goes by this name in one document or another."""
        return next((kind for kind in self.kinds.values() if name in kind.names), None)

    def offices(self) -> dict[str, set[str]]:
        """The keys of the offices of each kind, over all profiles."""
        found: dict[str, set[str]] = {key: set() for key in self.kinds}
        for profile in self.profiles.values():
            for slot in profile.version.slots:
                found.setdefault(slot.kind, set()).update(office.key for office in slot.offices)
        return found


def bundled_names() -> list[str]:
    """The names of the documents that come with the product."""
    return sorted(one.name.removesuffix(".yaml") for one in FOLDER.iterdir() if one.name.endswith(".yaml"))


def bundled_text(name: str) -> str:
    """The YAML of one of them; NoSuchProfile for another name."""
    if name not in bundled_names():
        raise NoSuchProfile(name=name, known="、".join(bundled_names()))
    return FOLDER.joinpath(f"{name}.yaml").read_text("utf-8")


@cache
def bundled() -> tuple[Templates, ...]:
    """The documents that come with the product."""
    return tuple(read_templates(bundled_text(name), name) for name in bundled_names())


def catalogue(day: date, adopted: Iterable[Templates] = ()) -> Catalogue:
    """What holds on the day; an adopted document takes the place of the bundled one of the same key."""
    documents = {one.key: one for one in bundled()} | {one.key: one for one in adopted}
    found = [(one, version) for one in documents.values() if (version := one.on(day))]
    versions = [version for _one, version in found]
    kinds = {key: kind for version in versions for key, kind in version.kinds.items()}
    return Catalogue(
        kinds=kinds,
        profiles={
            one.key: Profile(one.key, one.title, _titled(version, kinds))
            for one, version in found
            if version.slots
        },
        exclusions=tuple(rule for version in versions for rule in version.exclusions),
        together=tuple(rule for version in versions for rule in version.together),
        pools=tuple({pool.key: pool for version in versions for pool in version.pools}.values()),
    )


def _titled(version: TemplateVersion, kinds: Mapping[str, Kind]) -> TemplateVersion:
    """The version, with the title of its kind on each line that has none of its own."""
    titled = (
        slot
        if slot.title
        else replace(slot, title=kinds[slot.kind].title if slot.kind in kinds else slot.kind)
        for slot in version.slots
    )
    return replace(version, slots=tuple(titled))
