"""The key between two rows of one county: it joins on the county too and never crosses it."""

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import models
from django.db.models.lookups import Exact

from wugong.counties.refusals import OtherCounty
from wugong.counties.standing import county_here_or_none

if TYPE_CHECKING:
    from wugong.counties.models import Scoped

ST = TypeVar("ST")
GT = TypeVar("GT")


class CountyForeignKey(models.ForeignKey[ST, GT]):
    """A foreign key whose joins carry `county = county`, so that a sharded database keeps them local."""

    def get_extra_restriction(self, alias: str | None, related_alias: str | None) -> "Exact[Any] | None":
        """Add the county to the join; where `exclude()` names one side only, the county stood in."""
        county: models.ForeignKey[Any, Any] = self.model._meta.get_field("county")  # type: ignore[assignment] # Scoped's
        known = county.get_col(alias or related_alias)  # type: ignore[arg-type] # one of the two is given
        if alias is not None and related_alias is not None:
            return Exact(known, county.get_col(related_alias))
        here = county_here_or_none()
        return Exact(known, here.pk) if here else None

    def refuse_other_county(self, row: "Scoped") -> None:
        """Refuse a row that points into another county; one query unless the related row is at hand."""
        key = getattr(row, self.attname)
        if key is None:
            return
        if self.is_cached(row):
            same: bool = getattr(row, self.name).county_id == row.county_id
        else:
            related = self.remote_field.model._base_manager.filter(**{self.target_field.attname: key})
            same = not related.exclude(county_id=row.county_id).exists()
        if not same:
            raise OtherCounty(field=self.verbose_name)
