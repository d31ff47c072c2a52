"""The administration's pages for accounts, places and roles: every change there is an act with a verdict."""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django import forms
from django.contrib import admin
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminPasswordWidget

from wugong.access import places, users
from wugong.access.abilities import Ability
from wugong.access.actions import end_role, grant_role
from wugong.access.models import Role
from wugong.access.roles import RoleKind
from wugong.access.verdicts import may_somewhere
from wugong.accounts.models import User
from wugong.counties.standing import county_here
from wugong.places.models import Place


def own_password_page(request: HttpRequest, extra_context: Any = None) -> HttpResponse:
    """Send whoever wants another password to the page whose change is an act."""
    return redirect("password")


admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign] # as the library says
admin.site.password_change = own_password_page  # type: ignore[method-assign,assignment] # the same


class ByVerdict(ModelAdmin):  # type: ignore[misc] # the package ships no types
    """Pages that open to whoever has one of the abilities; `changes` is the one that may change things."""

    changes: Ability
    reads: tuple[Ability, ...] = (Ability.OPERATE, Ability.GRANT_ROLES)
    list_per_page = 50
    actions_on_top = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return any(may_somewhere(request.user, ability) for ability in self.reads)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return bool(may_somewhere(request.user, self.changes))

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_add_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Place)
class PlaceAdmin(ByVerdict):
    """Places: registered and renamed here; what needs a day, as a merger, has pages of its own."""

    changes = Ability.OPERATE
    list_display = ("code", "name", "since", "until")
    search_fields = ("code", "name")
    fields = ("code", "name", "since", "until")

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return ("code", "since", "until") if obj else ("until",)

    def save_model(self, request: HttpRequest, obj: Place, form: Any, change: bool) -> None:
        actor: Any = request.user
        if change:
            places.rename_place(Place.objects.get(pk=obj.pk), obj.name, actor=actor)
        else:
            made = places.register_place(obj.code, obj.name, actor=actor, since=obj.since)
            obj.pk, obj.county_id = made.pk, made.county_id


class UserForm(forms.ModelForm):  # type: ignore[type-arg] # not generic at run time
    """An account, with a password that is only ever typed in."""

    new_password = forms.CharField(
        label=_("新密码"), required=False, strip=False, widget=UnfoldAdminPasswordWidget()
    )

    class Meta:
        model = User
        fields = ("login_name", "display_name", "phone", "is_active")


@admin.register(User)
class UserAdmin(ByVerdict):
    """Accounts of the county: opened, stopped and given passwords here."""

    changes = Ability.OPERATE
    form = UserForm
    list_display = ("login_name", "display_name", "phone", "is_active")
    list_filter = ("is_active",)
    search_fields = ("login_name", "display_name", "phone")
    fields = ("login_name", "display_name", "phone", "is_active", "new_password")
    actions = ("remove_second_factor",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return User.objects.of_county(county_here())

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> tuple[str, ...]:
        return ("login_name", "display_name") if obj else ("is_active",)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        actor: Any = request.user
        password = form.cleaned_data["new_password"] or None
        if not change:
            made = users.create_user(
                obj.login_name,
                obj.display_name,
                actor=actor,
                county=county_here(),
                phone=obj.phone,
                password=password,
            )
            obj.pk, obj.county_id = made.pk, made.county_id
            return
        user = User.objects.get(pk=obj.pk)
        if "phone" in form.changed_data:
            users.set_phone(user, obj.phone, actor=actor)
        if "is_active" in form.changed_data:
            users.set_active(user, obj.is_active, actor=actor)
        if password:
            users.change_password(user, password, actor=actor)

    @admin.action(description=_("撤下第二步核对（手机丢了、换了）"), permissions=["change"])
    def remove_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        actor: Any = request.user
        for user in queryset:
            users.remove_second_factor(user, actor=actor)


@admin.register(Role)
class RoleAdmin(ByVerdict):
    """Roles: granted and ended here, never changed; the security administrator's page."""

    changes = Ability.GRANT_ROLES
    list_display = ("user", "kind", "place", "since", "until")
    list_select_related = ("user", "place")
    list_filter = ("kind",)
    search_fields = ("user__display_name", "user__login_name", "place__code", "place__name")
    autocomplete_fields = ("user", "place")
    fields = ("user", "kind", "place", "since", "until")
    actions = ("end_now",)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_end_permission(self, request: HttpRequest) -> bool:
        """Say whether the actions that end roles are offered."""
        return self.has_add_permission(request)

    def save_model(self, request: HttpRequest, obj: Role, form: Any, change: bool) -> None:
        actor: Any = request.user
        made = grant_role(
            obj.user, RoleKind(obj.kind), actor=actor, at=obj.place, since=obj.since, until=obj.until
        )
        obj.pk, obj.county_id = made.pk, made.county_id

    @admin.action(description=_("立即结束所选职责"), permissions=["end"])
    def end_now(self, request: HttpRequest, queryset: QuerySet[Role]) -> None:
        actor: Any = request.user
        with transaction.atomic():  # all of them, or none where one is refused
            for role in queryset:
                end_role(role, actor=actor)
