"""Addresses of catalogues, pools, balances taken over, statements and paper."""

from django.urls import path

from wugong.points.views import catalogues, openings, pools, statements

HERE = "points/<place:code>/"
DESK = "desk/<place:code>/points/"

urlpatterns = [
    path("points/statement/", statements.points_statement, name="points_statement"),
    path(HERE, pools.points_pool, name="points_pool"),
    path(f"{HERE}catalogue/", catalogues.points_catalogue, name="points_catalogue"),
    path(f"{DESK}catalogue/", catalogues.points_rules, name="points_rules"),
    path(f"{DESK}catalogue/new/", catalogues.points_adopt, name="points_adopt"),
    path(f"{DESK}pool/", pools.points_fund, name="points_fund"),
    path(f"{DESK}pool/more/", pools.points_top_up, name="points_top_up"),
    path(f"{DESK}pool/close/", pools.points_close, name="points_close"),
    path(f"{DESK}opening/", openings.points_opening, name="points_opening"),
    path(f"{DESK}opening/confirm/", openings.points_opening_confirm, name="points_opening_confirm"),
    path(f"{DESK}opening/back/", openings.points_opening_back, name="points_opening_back"),
    path(f"{DESK}households/", statements.points_households, name="points_households"),
    path(f"{DESK}households/paper/", statements.points_papers, name="points_papers"),
    path(f"{DESK}households/<uuid:key>/", statements.points_household, name="points_household"),
    path(f"{DESK}households/<uuid:key>/blank/", statements.points_blank, name="points_blank"),
    path(f"{DESK}households/<uuid:key>/paper/", statements.points_paper, name="points_paper"),
]
