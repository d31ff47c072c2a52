"""The account (账号) of a person who signs in."""

from typing import ClassVar, Self
from uuid import UUID

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from wugong.counties.models import County
from wugong.counties.uuid7 import uuid7


class UserQuerySet(models.QuerySet["User"]):
    def active(self) -> Self:
        """Keep those who may sign in."""
        return self.filter(is_active=True)

    def of_county(self, county: County | None) -> Self:
        """Keep those whose records stand in this county."""
        return self.filter(county=county)


Users = BaseUserManager.from_queryset(UserQuerySet)


class User(AbstractBaseUser):
    """账号: login names are unique in the house; a phone may be shared, in a family or at a desk.

    Every account belongs to one county, where the records about it stand.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    login_name = models.CharField("登录名", max_length=30, unique=True)
    phone = models.CharField("手机号", max_length=11, blank=True, db_index=True)
    display_name = models.CharField("姓名", max_length=40)
    county = models.ForeignKey(County, models.PROTECT, verbose_name="县区", related_name="+")
    county_id: UUID
    is_active = models.BooleanField("可以登录", default=True)
    is_staff = models.BooleanField("可以进系统管理页", default=False)

    USERNAME_FIELD = "login_name"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["display_name"]

    objects: ClassVar = Users()

    class Meta:
        verbose_name = verbose_name_plural = "账号"
        ordering = ["login_name"]

    def __str__(self) -> str:
        return self.display_name

    def has_perm(self, perm: str, obj: object = None) -> bool:
        """Say no: Django's own permissions are not used here; roles at places decide (`access`)."""
        return False

    def has_module_perms(self, app_label: str) -> bool:
        """Say no, for the same reason: each page of the administration asks `access` itself."""
        return False
