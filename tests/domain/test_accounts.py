"""Accounts: added with a host and a role, each address once."""

from typing import Any

import pytest

from tests import cast
from wirworkshops.domain import accounts, hosts, permissions
from wirworkshops.domain.reach import ALL, Reach
from wirworkshops.errors import Conflict, Invalid
from wirworkshops.models.accounts import Account
from wirworkshops.web.account.creation import make_account

pytestmark = pytest.mark.usefixtures("app")


def make(email: str = "ada@buero.example", **values: Any) -> Account:
    given = {"name": "Ada Wolf", "role": "administrator"}
    return make_account(email=email, **given | values)[0]


def test_the_first_account_brings_the_centre_as_host() -> None:
    make()
    assert hosts.slugs() == ["vielfaltszentrum-offenbach"]
    make("ben@buero.example", role="coordinator")
    ben = accounts.by_email("ben@buero.example")
    assert ben is not None
    assert ben.host_id == getattr(hosts.by_slug("vielfaltszentrum-offenbach"), "id", 0)


def test_where_there_are_hosts_none_is_added() -> None:
    cast.host("frauentreff")
    make()
    assert hosts.slugs() == ["frauentreff"]


def test_a_made_up_password_is_long_and_new_each_time() -> None:
    passwords = {
        make_account(email=f"{n}@x.example", name="N", role="administrator")[1] for n in range(3)
    }
    assert len(passwords) == 3
    assert min(map(len, passwords)) >= 16


def test_an_address_has_one_account_whatever_its_case() -> None:
    make("Ada@Buero.example")
    with pytest.raises(Conflict) as refusal:
        make("ada@buero.EXAMPLE")
    assert refusal.value.code == "account-exists"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"role": "coordinator"}, "host-missing"),
        ({"host_slugs": ["nirgends"]}, "host-unknown"),
        ({"role": "koenigin"}, "role-unknown"),
    ],
)
def test_what_does_not_exist_is_refused(values: dict[str, Any], code: str) -> None:
    cast.host("frauentreff")
    cast.host("vielfaltszentrum")
    with pytest.raises(Invalid) as refusal:
        make(**values)
    assert refusal.value.code == code


def test_all_accounts_are_listed_by_address() -> None:
    make("b@x.example")
    make("a@x.example")
    assert [account.email for account in accounts.all_accounts()] == ["a@x.example", "b@x.example"]


def test_who_sees_what() -> None:
    own, other = cast.host("vielfaltszentrum"), cast.host("frauentreff")
    ada = make()
    ben = make("ben@x.example", role="coordinator", host_slugs=[own.slug])
    workshop = cast.make_workshop(host_id=other.id)
    assert permissions.reach(ada) == ALL
    assert permissions.reach(ben) == Reach(host_ids=frozenset({own.id}))
    for act, roles in permissions.ACTS.items():
        assert permissions.may(ada, act, workshop) == ("administrator" in roles)
        assert not permissions.may(ben, act, workshop)
