"""The forms of accounts: who somebody is and what she may; the invitation; the search."""

from collections.abc import Sequence

from wirworkshops.domain import catalogue, permissions, trainers
from wirworkshops.domain.accounts import AccountPlan
from wirworkshops.i18n import gettext as _
from wirworkshops.i18n import lazy_gettext as _l
from wirworkshops.models.accounts import Account
from wirworkshops.models.hosts import Host
from wirworkshops.web import fields, words
from wirworkshops.web.organise import inputs

FIELD_OF = {
    "account-exists": "email",
    "account-without-host": "hosts",
    "account-without-trainer": "trainer",
    "account-own": "role",
    "account-last": "role",
}


class AccountForm(fields.Form):
    name = fields.line(_l("Vor- und Nachname"), fields.Required(_l("Wie heißt die Person?")))
    role = inputs.one_of_few(_l("Was soll die Person dürfen?"), words.ROLES)
    hosts = inputs.some(_l("Für welche Veranstalter?"))
    trainer = inputs.one(
        _l("Wer ist das unter den Referent:innen?"),
        description=_l("Nur für Leitung: Die Person sieht die Termine, bei denen sie eingetragen "
                       "ist."),
    )  # fmt: skip

    def plan(self) -> AccountPlan:
        return AccountPlan(
            name=self.value("name"),
            role=self.value("role"),
            host_ids=frozenset(self.hosts.data or ()),
            trainer_id=self.trainer.data,
        )


class InvitationForm(AccountForm):
    email = fields.email(_l("E-Mail-Adresse"), about=_l("Dorthin geht der Link. Er gilt 7 Tage."))


class SearchForm(fields.Form):
    q = fields.line(_l("Suchen"), most=100)


def fill(form: AccountForm) -> None:
    """Set what there is to choose from."""
    form.hosts.description = _(
        "Für Koordination und Hilfe nötig. Bei Zahlen: ohne Auswahl gelten alle. Verwaltung sieht "
        "immer alles."
    )
    hosts: Sequence[Host] = catalogue.labels()["hosts"]
    form.hosts.choices = fields.choices({host.id: host.name for host in hosts})
    some = {trainer.id: trainer.name for trainer in trainers.all_trainers()}
    form.trainer.choices = fields.choices({"": _("Niemand davon")} | some)


def shown(account: Account) -> dict[str, object]:
    """Return an account as its form shows it."""
    return {
        "name": account.name,
        "role": permissions.role_of(account),
        "hosts": list(account.host_ids),
        "trainer": account.trainer_id,
    }
