"""Two grants to one person at the same moment: one of an excluding pair passes, never both."""

import threading

import pytest
from django.db import close_old_connections, connection

from wugong.access.actions import grant_role
from wugong.access.models import Role
from wugong.access.refusals import Incompatible
from wugong.access.roles import RoleKind
from wugong.counties.actors import SYSTEM


@pytest.mark.django_db(transaction=True)
def test_of_two_grants_at_once_one_is_refused(make_user, village):
    person = make_user("person", "某人")
    start, refused = threading.Barrier(2), []

    def grant(kind):
        start.wait()
        try:
            grant_role(person, kind, actor=SYSTEM, at=village)
        except Incompatible as refusal:
            refused.append(refusal)
        finally:
            connection.close()
            close_old_connections()

    threads = [
        threading.Thread(target=grant, args=[kind]) for kind in (RoleKind.SUPERVISOR, RoleKind.VILLAGE_CADRE)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Role.everywhere.filter(user=person).count() == 1
