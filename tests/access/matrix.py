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
    "sound": Row(SIGNED_IN, {"pk": NOWHERE}, enters=404),
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
    "papers": Row(ANYONE, path=f"/papers/?at={COUNTY}", given=("county_place",)),
    "search": Row(SIGNED_IN),
    "town_desk": Row(TOWN_DESK, {"code": TOWN}),
}

REGISTER_DESK = frozenset({"cadre", "supervisor", "town_officer", "town_approver"})
REGISTRARS = frozenset({"cadre", "town_officer"})
IN_VILLAGE = {"code": VILLAGE}
ONE_THERE = {"code": VILLAGE, "key": NOWHERE}  # nothing has this key: who may look finds nothing
PLACE_READERS = frozenset(
    {"cadre", "supervisor", "town_officer", "town_approver", "county_officer", "rule_keeper"}
)
REGISTRY: dict[str, Row] = {
    "my_household": Row(SIGNED_IN),
    "my_readings": Row(SIGNED_IN),
    "my_consents": Row(SIGNED_IN),
    "my_correction": Row(SIGNED_IN, {"key": NOWHERE}, enters=404),
    "my_phone": Row(SIGNED_IN, {"key": NOWHERE}, enters=404),
    "register_home": Row(REGISTER_DESK, IN_VILLAGE, given=("village",)),
    "households": Row(REGISTER_DESK, IN_VILLAGE, given=("village",)),
    "household_new": Row(REGISTRARS, IN_VILLAGE, given=("village",)),
    "household_import": Row(REGISTRARS, IN_VILLAGE, given=("village",)),
    "household_import_preview": Row(REGISTRARS, ONE_THERE, enters=404, given=("village",)),
    "household_import_refused": Row(REGISTRARS, ONE_THERE, enters=404, given=("village",)),
    "household_export": Row(REGISTRARS, IN_VILLAGE, given=("village",)),
    "household": Row(REGISTER_DESK, ONE_THERE, enters=404, given=("village",)),
    "household_change": Row(REGISTRARS, ONE_THERE, enters=404, given=("village",)),
    "household_locate": Row(REGISTRARS, ONE_THERE, enters=404, given=("village",)),
    "household_care": Row(REGISTRARS, ONE_THERE, enters=404, given=("village",)),
    "household_close": Row(REGISTRARS, ONE_THERE, enters=405, given=("village",)),
    "member_new": Row(REGISTRARS, ONE_THERE, enters=404, given=("village",)),
    "person": Row(REGISTER_DESK, ONE_THERE, enters=404, given=("village",)),
    "person_reveal": Row(REGISTRARS, ONE_THERE, enters=405, given=("village",)),
    "person_contact": Row(REGISTRARS, ONE_THERE, enters=404, given=("village",)),
    "person_account": Row(REGISTRARS, ONE_THERE, enters=404, given=("village",)),
    "person_consents": Row(REGISTRARS, ONE_THERE, enters=404, given=("village",)),
    "person_recusal": Row(REGISTRARS, ONE_THERE, enters=404, given=("village",)),
    "person_residence": Row(REGISTRARS, ONE_THERE, enters=404, given=("village",)),
    "person_change": Row(REGISTRARS, ONE_THERE, enters=404, given=("village",)),
    "person_death": Row(REGISTRARS, ONE_THERE, enters=404, given=("village",)),
    "household_head": Row(REGISTRARS, ONE_THERE, enters=404, given=("village",)),
    "household_move": Row(REGISTRARS, ONE_THERE, enters=404, given=("village",)),
    "household_split": Row(REGISTRARS, ONE_THERE, enters=404, given=("village",)),
    "household_merge": Row(REGISTRARS, ONE_THERE, enters=404, given=("village",)),
    "links": Row(REGISTER_DESK, IN_VILLAGE, given=("village",)),
    "link_plan": Row(REGISTER_DESK, ONE_THERE, enters=404, given=("village",)),
    "link_plates": Row(REGISTER_DESK, ONE_THERE, enters=404, given=("village",)),
    "link_move": Row(REGISTER_DESK, {**ONE_THERE, "home": NOWHERE}, enters=404, given=("village",)),
    "change_requests": Row(REGISTER_DESK, IN_VILLAGE, given=("village",)),
    "change_request": Row(REGISTER_DESK, ONE_THERE, enters=404, given=("village",)),
    "coverage": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "duties": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "duty_new": Row(PLACE_READERS, IN_VILLAGE, enters=404, given=("village",)),
    "duty": Row(PLACE_READERS, ONE_THERE, enters=404, given=("village",)),
    "duty_card": Row(PLACE_READERS, ONE_THERE, enters=404, given=("village",)),
    "clusters": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "cluster": Row(PLACE_READERS, ONE_THERE, enters=404, given=("village",)),
    "duty_documents": Row(frozenset({"rule_keeper"}), {"code": COUNTY}, given=("county_place",)),
    "grid": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "grid_name": Row(PLACE_READERS, ONE_THERE, enters=404, given=("village",)),
    "visits": Row(REGISTER_DESK, IN_VILLAGE, given=("village",)),
    "visit_new": Row(frozenset({"cadre"}), IN_VILLAGE, given=("village",)),
    "visit": Row(REGISTER_DESK, ONE_THERE, enters=404, given=("village",)),
    "body_templates": Row(
        frozenset({"county_officer", "rule_keeper"}), {"code": COUNTY}, given=("county_place",)
    ),
    "bodies": Row(REGISTER_DESK, IN_VILLAGE, given=("village",)),
    "bodies_found": Row(REGISTRARS, {**IN_VILLAGE, "profile": "one-six-n"}, given=("village",)),
    "body_new": Row(REGISTRARS, IN_VILLAGE, given=("village",)),
    "unaffiliated": Row(REGISTER_DESK, IN_VILLAGE, given=("village",)),
    "body_paper": Row(REGISTER_DESK, {**IN_VILLAGE, "paper": "pact"}, given=("village",)),
    "body": Row(REGISTER_DESK, ONE_THERE, enters=404, given=("village",)),
    "body_roster": Row(REGISTER_DESK, ONE_THERE, enters=404, given=("village",)),
    "body_act": Row(REGISTER_DESK, {**ONE_THERE, "act": "join"}, enters=404, given=("village",)),
    "member_leave": Row(REGISTER_DESK, {**ONE_THERE, "member": NOWHERE}, enters=404, given=("village",)),
    "join_decide": Row(REGISTER_DESK, {**ONE_THERE, "request_key": NOWHERE}, enters=404, given=("village",)),
    "holding_act": Row(
        REGISTER_DESK, {**ONE_THERE, "holding": NOWHERE, "act": "end"}, enters=404, given=("village",)
    ),
    "election_new": Row(REGISTER_DESK, ONE_THERE, enters=404, given=("village",)),
    "election": Row(REGISTER_DESK, ONE_THERE, enters=404, given=("village",)),
    "candidate_new": Row(REGISTER_DESK, ONE_THERE, enters=404, given=("village",)),
    "pools": Row(REGISTER_DESK, IN_VILLAGE, given=("village",)),
    "pool_new": Row(REGISTRARS, IN_VILLAGE, given=("village",)),
    "pool_entry": Row(REGISTER_DESK, ONE_THERE, enters=405, given=("village",)),
}

POINTS: dict[str, Row] = {
    "my_points": Row(SIGNED_IN),
    "claim_new": Row(SIGNED_IN),
    "claim": Row(SIGNED_IN, {"key": NOWHERE}, enters=404),
    "claim_withdraw": Row(SIGNED_IN, {"key": NOWHERE}, enters=405),
    "claim_answer": Row(SIGNED_IN, {"key": NOWHERE}, enters=405),
    "claim_blank": Row(SIGNED_IN, {"key": NOWHERE}, enters=405),
    "claim_check": Row(SIGNED_IN, {"key": NOWHERE}, enters=405),
    "claim_photo": Row(SIGNED_IN, {"key": NOWHERE, "photo": NOWHERE}, enters=404),
    "card": Row(SIGNED_IN, {"token": "nobodys"}, enters=404),
    "points_desk": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "points_batch": Row(frozenset({"cadre"}), IN_VILLAGE, given=("village", "catalogue")),
    "points_chain": Row(frozenset({"cadre"}), IN_VILLAGE, given=("village", "catalogue")),
    "points_table": Row(frozenset({"cadre"}), IN_VILLAGE, given=("village",)),
    "points_table_file": Row(frozenset({"cadre"}), IN_VILLAGE, given=("village", "catalogue")),
    "events": Row(frozenset({"cadre"}), IN_VILLAGE, given=("village", "catalogue")),
    "event": Row(frozenset({"cadre"}), ONE_THERE, enters=404, given=("village",)),
    "event_close": Row(frozenset({"cadre"}), ONE_THERE, enters=405, given=("village",)),
    "points_cards": Row(frozenset({"cadre"}), IN_VILLAGE, given=("village",)),
    "cards_sheet": Row(frozenset({"cadre"}), IN_VILLAGE, given=("village",)),
    "card_replace": Row(frozenset({"cadre"}), ONE_THERE, enters=405, given=("village",)),
    "rechecks": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "recheck": Row(PLACE_READERS, ONE_THERE, enters=404, given=("village",)),
    "recheck_draw": Row(frozenset({"supervisor"}), IN_VILLAGE, enters=405, given=("village",)),
    "recheck_pick": Row(frozenset({"supervisor"}), IN_VILLAGE, enters=405, given=("village",)),
    "points_hints": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "recheck_draws": Row(ANYONE, IN_VILLAGE, given=("village",)),
    "scoring_points": Row(SIGNED_IN),
    "score_points": Row(SIGNED_IN, {"key": NOWHERE}, enters=404),
    "panel": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "panel_draw": Row(frozenset({"cadre"}), IN_VILLAGE, given=("village",)),
    "panel_roll": Row(ANYONE, ONE_THERE, enters=404, given=("village",)),
    "panel_seat": Row(frozenset({"cadre"}), ONE_THERE, enters=404, given=("village",)),
    "listings": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "listing_new": Row(frozenset({"cadre"}), IN_VILLAGE, given=("village",)),
    "listing": Row(PLACE_READERS, ONE_THERE, enters=404, given=("village",)),
    "points_list": Row(ANYONE, ONE_THERE, enters=404, given=("village",)),
    "points_list_file": Row(ANYONE, {**ONE_THERE, "kind": "a4.pdf"}, enters=404, given=("village",)),
    "points_object": Row(SIGNED_IN, ONE_THERE, enters=404, given=("village",)),
    "points_objections": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "points_objection": Row(PLACE_READERS, ONE_THERE, enters=404, given=("village",)),
    "points_reverse": Row(frozenset({"cadre"}), ONE_THERE, enters=404, given=("village",)),
    "points_reversal": Row(PLACE_READERS, ONE_THERE, enters=405, given=("village",)),
    "points_statement": Row(SIGNED_IN),
    "points_pool": Row(ANYONE, IN_VILLAGE, given=("village",)),
    "points_catalogue": Row(ANYONE, IN_VILLAGE, given=("village",)),
    "points_rules": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "points_adopt": Row(frozenset({"cadre"}), IN_VILLAGE, given=("village",)),
    "points_fund": Row(frozenset({"cadre"}), IN_VILLAGE, given=("village",)),
    "points_top_up": Row(frozenset({"cadre"}), IN_VILLAGE, enters=409, given=("village",)),
    "points_close": Row(SIGNED_IN, IN_VILLAGE, enters=405, given=("village",)),
    "points_opening": Row(frozenset({"cadre", "supervisor"}), IN_VILLAGE, given=("village",)),
    "points_opening_confirm": Row(SIGNED_IN, IN_VILLAGE, enters=405, given=("village",)),
    "points_opening_back": Row(SIGNED_IN, IN_VILLAGE, enters=405, given=("village",)),
    "points_households": Row(REGISTER_DESK, IN_VILLAGE, given=("village",)),
    "points_papers": Row(REGISTER_DESK, IN_VILLAGE, given=("village",)),
    "points_blank": Row(REGISTER_DESK, ONE_THERE, enters=405, given=("village",)),
    "points_household": Row(REGISTER_DESK, ONE_THERE, enters=404, given=("village",)),
    "points_paper": Row(REGISTER_DESK, ONE_THERE, enters=404, given=("village",)),
}

NO_KEEPER = NOBODY  # no member of the cast keeps a shop: who does is tested beside the shop
SHARE: dict[str, Row] = {
    "my_shop": Row(SIGNED_IN, enters=302),
    "my_counter": Row(NO_KEEPER),
    "shop": Row(ANYONE, IN_VILLAGE, given=("village",)),
    "good_photo": Row(ANYONE, ONE_THERE, enters=404, given=("village",)),
    "shop_order": Row(SIGNED_IN, IN_VILLAGE, enters=302, given=("village",)),  # nothing was chosen
    "my_order": Row(SIGNED_IN, ONE_THERE, enters=404, given=("village",)),
    "order_look": Row(frozenset({"supervisor"}), ONE_THERE, enters=405, given=("village",)),
    "order_signature": Row(SIGNED_IN, ONE_THERE, enters=404, given=("village",)),
    "order_qr": Row(SIGNED_IN, ONE_THERE, enters=404, given=("village",)),
    "counter": Row(NO_KEEPER, IN_VILLAGE, given=("village",)),
    "counter_order": Row(NO_KEEPER, IN_VILLAGE, given=("village",)),
    "counter_hand_over": Row(NO_KEEPER, ONE_THERE, given=("village",)),
    "weigh": Row(NO_KEEPER, IN_VILLAGE, given=("village",)),
    "goods": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "good_new": Row(NO_KEEPER, IN_VILLAGE, given=("village",)),
    "good": Row(PLACE_READERS, ONE_THERE, enters=404, given=("village",)),
    "receipt_new": Row(NO_KEEPER, IN_VILLAGE, given=("village",)),
    "receipt_back": Row(NO_KEEPER, ONE_THERE, enters=404, given=("village",)),
    "stock_take": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "stock_taken": Row(PLACE_READERS, ONE_THERE, enters=404, given=("village",)),
    "opening_days": Row(frozenset({"cadre"}), IN_VILLAGE, given=("village",)),
    "materials": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "my_shop_desk": Row(SIGNED_IN, enters=302),
    "shop_desk": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "shop_statement": Row(PLACE_READERS, {**IN_VILLAGE, "month": JULY["period"]}, given=("village",)),
    "shop_statement_xlsx": Row(PLACE_READERS, {**IN_VILLAGE, "month": JULY["period"]}, given=("village",)),
}

FAR = {"far_town_officer": 404}  # stands in a county that has no such place
MONTH_TABLE = {**IN_VILLAGE, "register": "resident-report", "table": "month", "period": JULY["period"]}
A_MATTER = {**IN_VILLAGE, "number": "260000015"}  # nothing has this number
MATTERS: dict[str, Row] = {
    "matters_feed": Row(ANYONE, IN_VILLAGE, given=("village",)),
    "dues_calendar": Row(ANYONE, {"token": "guess"}, enters=404),
    "recurrences": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "recurrence_stop": Row(SIGNED_IN, ONE_THERE, enters=405, given=("village",)),
    "monthly_tables": Row(PLACE_READERS, IN_VILLAGE, given=("village",), instead=FAR),
    "monthly_table": Row(PLACE_READERS, MONTH_TABLE, given=("village",), instead=FAR),
    "monthly_table_sign": Row(SIGNED_IN, MONTH_TABLE, enters=405, given=("village",)),
    "monthly_table_xlsx": Row(PLACE_READERS, MONTH_TABLE, given=("village",), instead=FAR),
    # At the desk.
    "matters_desk": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "matters_views": Row(SIGNED_IN, IN_VILLAGE, enters=405),
    "matters_batch": Row(PLACE_READERS, IN_VILLAGE, enters=400, given=("village",)),  # nothing is ticked
    "matter_open": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "matter_open_in": Row(PLACE_READERS, {**IN_VILLAGE, "register": "resident-report"}, given=("village",)),
    "matters_past": Row(frozenset({"town_approver"}), {"code": TOWN}),
    "my_dues": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "calendar": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "registers": Row(PLACE_READERS, IN_VILLAGE, given=("village",)),
    "register_adopt": Row(frozenset({"rule_keeper"}), {"code": COUNTY}),
    "register_list": Row(PLACE_READERS, {**IN_VILLAGE, "register": "resident-report"}, given=("village",)),
    "register_export": Row(PLACE_READERS, {**IN_VILLAGE, "register": "resident-report"}, given=("village",)),
    "matter_desk": Row(PLACE_READERS, A_MATTER, enters=404, given=("village",)),
    "matter_move": Row(SIGNED_IN, {**A_MATTER, "step": "accept"}, enters=405),
    "matter_evidence": Row(PLACE_READERS, {**A_MATTER, "key": NOWHERE}, enters=404, given=("village",)),
    "matter_act": Row(SIGNED_IN, {**A_MATTER, "act": "assign"}, enters=405),
    # Residents.
    "worker": Row(ANYONE),
    "manifest": Row(ANYONE),
    "app_icon": Row(ANYONE, {"size": 192}),
    "matters_map": Row(ANYONE, {"code": VILLAGE}, given=("village",)),
    "matters_poster": Row(ANYONE, {"code": VILLAGE}, given=("village",)),
    "matters_points": Row(ANYONE, {"code": VILLAGE}, given=("village",)),
    "my_matters": Row(SIGNED_IN),
    "report_new": Row(ANYONE),
    "report_to": Row(ANYONE, {"register": "resident-report"}),
    "report_done": Row(ANYONE, enters=302),
    "report_send": Row(ANYONE, {"register": "resident-report"}),
    "follow": Row(ANYONE),
    "matter": Row(ANYONE, {"number": "260000019"}, enters=404),
    "matter_answer": Row(ANYONE, {"number": "260000019"}, enters=405),
    "matter_photo": Row(ANYONE, {"number": "260000019", "key": NOWHERE}, enters=404),
    "matter_sound": Row(ANYONE, {"number": "260000019", "key": NOWHERE}, enters=404),
    "matter_work": Row(SIGNED_IN, {"number": "260000019"}, enters=404),
    "work_send": Row(ANYONE, {"number": "260000019"}),
}

A_PLAN = {**IN_VILLAGE, "key": NOWHERE}
PLAN_PAGE = Row(PLACE_READERS, A_PLAN, enters=404, given=("village",), instead=FAR)  # no plan has this key
A_PAPER = {**IN_VILLAGE, "kind": "half-month", "period": "2026-11-a"}
PLANS: dict[str, Row] = {
    "plans": Row(PLACE_READERS, IN_VILLAGE, given=("village",), instead=FAR),
    "plan_bring": Row(frozenset({"cadre"}), IN_VILLAGE, given=("village",), instead=FAR),
    "plan": PLAN_PAGE,
    "plan_row": Row(PLACE_READERS, {**A_PLAN, "row": 1}, enters=404, given=("village",), instead=FAR),
    "plan_year": PLAN_PAGE,
    "plan_drop": PLAN_PAGE,
    "plan_matrix_xlsx": PLAN_PAGE,
    "plan_units": PLAN_PAGE,
    "plan_ready": PLAN_PAGE,
    "plan_adopt": PLAN_PAGE,
    "plan_copy": PLAN_PAGE,
    "plan_board": PLAN_PAGE,
    "plan_papers": Row(PLACE_READERS, IN_VILLAGE, given=("village",), instead=FAR),
    "plan_paper": Row(PLACE_READERS, A_PAPER, given=("village",), instead=FAR),
    "plan_paper_docx": Row(PLACE_READERS, A_PAPER, enters=404, given=("village",), instead=FAR),
    "indicator_report": Row(
        PLACE_READERS, {**A_PLAN, "indicator": NOWHERE}, enters=404, given=("village",), instead=FAR
    ),
    "indicator_verify": Row(SIGNED_IN, {**A_PLAN, "indicator": NOWHERE}, enters=405, given=("village",)),
}

OFFICE = frozenset({"town_officer"})
PUBLISH = {
    "postings": Row(TOWN_DESK, {"code": TOWN}),
    "posting": Row(TOWN_DESK, {"code": TOWN, "pk": NOWHERE}, enters=404),
    "take_down": Row(TOWN_DESK, {"code": TOWN, "pk": NOWHERE}, enters=405),
    "wording": Row(OFFICE, {"code": TOWN}),
    "adopt_template": Row(OFFICE, {"code": TOWN}, enters=405),
    "drop_template": Row(OFFICE, {"code": TOWN}, enters=405),
    "word_template": Row(OFFICE, {"code": TOWN}),
    "sample_poster": Row(OFFICE, {"code": TOWN}),
    "sample_document": Row(OFFICE, {"code": TOWN}),
}

OPEN311, HERE = "/open311/v2/", f"?jurisdiction_id={COUNTY}"
API = {
    "open311_discovery": Row(ANYONE, {"form": "json"}),
    "open311_root": Row(ANYONE, enters=302),
    "open311_own_discovery": Row(ANYONE, {"form": "xml"}),
    "open311_services": Row(ANYONE, path=f"{OPEN311}services.json{HERE}", given=("county_place",)),
    "open311_service": Row(ANYONE, path=f"{OPEN311}services/02.json{HERE}", given=("county_place",)),
    "open311_requests": Row(ANYONE, path=f"{OPEN311}requests.json{HERE}", given=("county_place",)),
    "open311_request": Row(
        ANYONE, path=f"{OPEN311}requests/1.json{HERE}", enters=404, given=("county_place",)
    ),
    "outgoing": Row(ANYONE, path=f"/outgoing/v1/matters.jsonl{HERE}", enters=403, given=("county_place",)),
    "client_keys": Row(frozenset({"rule_keeper"}), {"code": COUNTY}, given=("county_place",)),
    "client_key_end": Row(frozenset({"rule_keeper"}), {"code": COUNTY, "key": NOWHERE}, enters=405),
}

MATRIX = {
    **WEB,
    **ACCOUNTS,
    **ACCESS,
    **ADMIN,
    **MEDIA,
    **NOTICES,
    **REVIEW,
    **REGISTRY,
    **POINTS,
    **SHARE,
    **API,
    **MATTERS,
    **PLANS,
    **PORTAL,
    **PUBLISH,
}
