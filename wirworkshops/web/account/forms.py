"""Flask-Security's forms with our labels."""

from typing import Any

from flask_security import forms
from wtforms import Form

from wirworkshops.i18n import gettext as _


def _name(form: Form, **labels: str) -> None:
    for field, text in labels.items():
        form[field].label.text = text
        form[field].description = ""


class LoginForm(forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(
            self,
            email=_("E-Mail-Adresse"),
            password=_("Passwort"),
            remember=_("Auf diesem Gerät zwei Wochen eingeloggt bleiben"),
        )


class ForgotPasswordForm(forms.ForgotPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, email=_("E-Mail-Adresse"))


class ResetPasswordForm(forms.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, password=_("Neues Passwort"), password_confirm=_("Noch einmal"))
        self.password.description = rule()


class ChangePasswordForm(forms.ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(
            self,
            password=_("Bisheriges Passwort"),
            new_password=_("Neues Passwort"),
            new_password_confirm=_("Neues Passwort noch einmal"),
        )
        self.password.flags.required = True
        self.new_password.description = rule()


def rule() -> str:
    """Say what a password needs: length only (NIST SP 800-63B-4 §3.1.1.2)."""
    return _("Mindestens 12 Zeichen, sonst keine Regeln. Gut ist ein kurzer Satz.")
