"""Who may enter where: one row for every address of the house.

To add a page, add its URL name to the part of your room:
`"my_page": Row(who=OFFICERS, args={"code": TOWN})`. `who` are the members of the cast (and "anonymous") that get
in with the status `enters` (200, or what the view answers to a plain GET); the others get `refused` (403), and
the anonymous visitor 302 to the door. `given` names fixtures that the page needs beside the places of the cast.
"""

from dataclasses import dataclass, field

from tests.cast import MEMBERS

from wugong.base.periods import Period

COUNTY, TOWN, VILLAGE = "990101", "990101101", "990101101201"

ANYONE = frozenset({"anonymous", *MEMBERS})
SIGNED_IN = frozenset(MEMBERS)
ADMINISTRATORS = frozenset({"system_administrator", "security_administrator", "audit_administrator"})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Row:
    """The rule of one address."""

    who: frozenset[str]
    args: dict[str, object] = field(default_factory=dict)
    enters: int = 200
    refused: int = 403
    given: tuple[str, ...] = ()
    path: str = ""  # for an address without a name
    instead: dict[str, int] = field(default_factory=dict)  # members who get another answer, and which


def admin_pages(model, reads, adds):
    """Return the rows of one model's pages in the administration; nobody deletes there."""
    staff_only = dict.fromkeys(SIGNED_IN - ADMINISTRATORS, 302)
    someone = {"object_id": "00000000-0000-7000-8000-000000000000"}
    return {
        f"admin:{model}_changelist": Row(reads, instead=staff_only),
        f"admin:{model}_add": Row(adds, instead=staff_only),
        # Nothing has this key: who may look is sent back to the index. The history asks for the row first.
        f"admin:{model}_change": Row(reads, someone, enters=302, instead=staff_only),
        f"admin:{model}_history": Row(ADMINISTRATORS, someone, enters=302, instead=staff_only),
        f"admin:{model}_delete": Row(NOBODY, someone, instead=staff_only),
    }


WEB = {
    "view": Row(ANYONE, enters=405),
    "language": Row(ANYONE, enters=405),
    "healthz": Row(ANYONE),
    "favicon": Row(ANYONE),
    "robots": Row(ANYONE),
}
ACCOUNTS = {
    "account_login": Row(ANYONE, instead=dict.fromkeys(MEMBERS, 302)),
    "mfa_authenticate": Row(ANYONE, enters=302),
    "account_logout": Row(ANYONE, enters=405),
}
ACCESS = {
    "me": Row(SIGNED_IN),
    "password": Row(SIGNED_IN),
    "sessions": Row(SIGNED_IN),
    "my_records": Row(SIGNED_IN),
    "records": Row(frozenset({"audit_administrator"})),
    "mfa_index": Row(SIGNED_IN),
    "mfa_activate_totp": Row(SIGNED_IN, enters=302),  # asks for the password first
    "mfa_deactivate_totp": Row(SIGNED_IN, enters=404),  # no one here has one to take down
    "mfa_view_recovery_codes": Row(SIGNED_IN, enters=404),
    "mfa_generate_recovery_codes": Row(SIGNED_IN, enters=302),
    "account_reauthenticate": Row(SIGNED_IN),
    "mfa_reauthenticate": Row(SIGNED_IN, enters=302),  # no one here has a code
    "places": Row(frozenset({"system_administrator"})),
    "one_place": Row(frozenset({"system_administrator"}), {"code": VILLAGE}, given=("village",)),
    "place_act": Row(
        frozenset({"system_administrator"}), {"code": VILLAGE, "act": "merge"}, given=("village",)
    ),
}
OPERATORS = frozenset({"system_administrator", "security_administrator"})
ADMIN = {
    "admin:index": Row(ADMINISTRATORS, refused=302),
    "admin:login": Row(ADMINISTRATORS, enters=302),
    "admin:logout": Row(ADMINISTRATORS, enters=405, refused=302),
    "admin:password_change": Row(ADMINISTRATORS, enters=302, refused=302),
    "admin:password_change_done": Row(ADMINISTRATORS, refused=302),
    "admin:search": Row(ADMINISTRATORS, refused=302),
    "admin:jsi18n": Row(ADMINISTRATORS, refused=302),
    "admin:autocomplete": Row(
        ADMINISTRATORS, enters=403, refused=302
    ),  # asked without saying for which field
    "admin:view_on_site": Row(
        ADMINISTRATORS, {"content_type_id": "0", "object_id": "0"}, enters=404, refused=302
    ),
    "admin:app_list": Row(
        OPERATORS, {"app_label": "places"}, refused=302, instead={"audit_administrator": 404}
    ),
    "admin:<path:object_id>/": Row(ADMINISTRATORS, path="/admin/places/place/0/", enters=302, refused=302),
    "admin:(?P<url>.*)$": Row(ADMINISTRATORS, path="/admin/nothing/", enters=404, refused=302),
    **admin_pages("places_place", reads=OPERATORS, adds=frozenset({"system_administrator"})),
    **admin_pages("accounts_user", reads=OPERATORS, adds=frozenset({"system_administrator"})),
    **admin_pages("access_role", reads=OPERATORS, adds=frozenset({"security_administrator"})),
}
NOWHERE = "00000000-0000-7000-8000-000000000000"
MEDIA = {  # who sees a photo that is there is tested beside the photos
    "photo": Row(SIGNED_IN, {"pk": NOWHERE}, enters=404),
    "small_photo": Row(SIGNED_IN, {"pk": NOWHERE}, enters=404),
}
NOTICES = {
    "inbox": Row(SIGNED_IN),
    "read_notices": Row(SIGNED_IN, enters=405),
    "open_notice": Row(SIGNED_IN, {"pk": NOWHERE}, enters=405),
}
TOWN_DESK = frozenset({"town_officer", "town_approver", "county_officer", "rule_keeper"})
QUARTER = {"period": Period.parse("2026-Q3")}
A_RUN = {"code": TOWN, **QUARTER}
JULY = {"period": Period.parse("2026-07")}
COVERT = {"code": TOWN, **JULY, "name": "covert"}
REVIEW: dict[str, Row] = {
    "scoring": Row(SIGNED_IN),
    "rounds": Row(TOWN_DESK, {"code": TOWN, **JULY}, given=("town", "adopted")),
    "round": Row(TOWN_DESK, COVERT, given=("town", "adopted")),
    "round_table": Row(frozenset({"town_officer"}), COVERT, given=("town", "adopted")),
    "round_upload": Row(frozenset({"town_officer"}), COVERT, given=("town", "adopted")),
    "round_plan": Row(TOWN_DESK, COVERT, given=("town", "adopted")),
    "round_check": Row(TOWN_DESK, COVERT, enters=405, given=("town", "adopted")),
    "round_return": Row(TOWN_DESK, COVERT, enters=405, given=("town", "adopted")),
    "fill": Row(TOWN_DESK, {**COVERT, "village": VILLAGE}, given=("village", "adopted")),
    "runs": Row(TOWN_DESK, {"code": TOWN}),
    "run": Row(TOWN_DESK, A_RUN),
    "run_compute": Row(frozenset({"town_officer"}), A_RUN, enters=405),
    "run_approve": Row(frozenset({"town_approver"}), A_RUN, enters=405),
    "run_send_back": Row(TOWN_DESK, A_RUN, enters=405),
    "run_post": Row(frozenset({"town_approver"}), A_RUN, enters=405),
    "approvers_file": Row(frozenset({"town_approver"}), A_RUN, given=("village", "public_quarter")),
    "meeting": Row(TOWN_DESK - {"rule_keeper", "county_officer"}, A_RUN, given=("village", "public_quarter")),
    "object": Row(ANYONE, {"code": VILLAGE, **QUARTER}, given=("village", "public_quarter")),
    "objections": Row(TOWN_DESK, {"code": TOWN}, given=("town",)),
    "objection": Row(TOWN_DESK, {"code": TOWN, "key": NOWHERE}, enters=404, given=("town",)),
    "correct": Row(
        frozenset({"town_officer"}), {"code": TOWN, **QUARTER}, given=("village", "public_quarter")
    ),
    "correction": Row(TOWN_DESK, {"code": TOWN, "key": NOWHERE}, enters=404, given=("town",)),
    "rules": Row(TOWN_DESK, {"code": TOWN}, given=("town",)),
    "replay": Row(TOWN_DESK, {"code": TOWN}, given=("town",)),
    "sheet_draft": Row(frozenset({"rule_keeper"}), {"code": TOWN}, given=("town",)),
    "people": Row(frozenset({"town_officer"}), {"code": TOWN}, given=("town",)),
    "fund": Row(TOWN_DESK, {"code": TOWN, **QUARTER}, given=("town",)),
}
PORTAL = {
    "home": Row(ANYONE),
    "place": Row(ANYONE, {"code": TOWN}, given=("town",)),
    "board": Row(ANYONE, {"code": TOWN, **QUARTER}, given=("village", "public_quarter")),
    "why": Row(ANYONE, {"code": VILLAGE, **QUARTER}, given=("village", "public_quarter")),
    "earlier_board": Row(
        ANYONE, {"code": TOWN, **QUARTER, "version": 1}, enters=302, given=("village", "public_quarter")
    ),  # the version in force has an address of its own
    "earlier_why": Row(
        ANYONE, {"code": VILLAGE, **QUARTER, "version": 1}, enters=302, given=("village", "public_quarter")
    ),
    "bulletin_docx": Row(ANYONE, {"code": TOWN, **QUARTER}, given=("public_quarter",)),
    "bulletin_xlsx": Row(ANYONE, {"code": TOWN, **QUARTER}, given=("public_quarter",)),
    "poster_a4": Row(ANYONE, {"code": TOWN, **QUARTER}, given=("public_quarter",)),
    "poster_a3": Row(ANYONE, {"code": TOWN, **QUARTER}, given=("public_quarter",)),
    "desk": Row(SIGNED_IN),
    "town_desk": Row(TOWN_DESK, {"code": TOWN}),
}

OFFICE = frozenset({"town_officer"})
PUBLISH = {
    "postings": Row(TOWN_DESK, {"code": TOWN}),
    "posting": Row(TOWN_DESK, {"code": TOWN, "pk": NOWHERE}, enters=404),
    "take_down": Row(frozenset({"town_approver"}), {"code": TOWN, "pk": NOWHERE}, enters=405),
    "wording": Row(OFFICE, {"code": TOWN}),
    "adopt_template": Row(OFFICE, {"code": TOWN}, enters=405),
    "drop_template": Row(OFFICE, {"code": TOWN}, enters=405),
    "word_template": Row(OFFICE, {"code": TOWN}),
    "sample_poster": Row(OFFICE, {"code": TOWN}),
    "sample_document": Row(OFFICE, {"code": TOWN}),
}

MATRIX = {**WEB, **ACCOUNTS, **ACCESS, **ADMIN, **MEDIA, **NOTICES, **REVIEW, **PORTAL, **PUBLISH}
