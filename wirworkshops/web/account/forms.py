"""Flask-Security's forms with our labels."""

from typing import Any

from flask_security import forms, hash_password, recovery_codes, tf_plugin, webauthn
from wtforms import Form, StringField

from wirworkshops.i18n import gettext as _
from wirworkshops.web.account import passkeys


def _name(form: Form, **labels: str) -> None:
    for field, text in labels.items():
        form[field].label.text = text
        form[field].description = ""


class Word(StringField):
    """One word of those a view allows. Our templates have buttons where theirs list choices."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices: list[Any] = []


class AppForm(forms.TwoFactorSetupForm):
    setup = Word()  # type: ignore[assignment]


class StepForm(tf_plugin.TwoFactorSelectForm):
    which = Word()  # type: ignore[assignment]


class RescueForm(forms.TwoFactorRescueForm):
    help_setup = Word()  # type: ignore[assignment]


class LoginForm(forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(
            self,
            email=_("E-Mail-Adresse"),
            password=_("Passwort"),
            remember=_("Auf diesem Gerät zwei Wochen eingeloggt bleiben"),
        )


class VerifyForm(forms.VerifyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, password=_("Passwort"))


class ForgotPasswordForm(forms.ForgotPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, email=_("E-Mail-Adresse"))

    def validate(self, **kwargs: Any) -> bool:  # type: ignore[override]
        """Take as long for an address with an account as Flask-Security does for one without."""
        if not super().validate(**kwargs):
            return False
        hash_password("not-a-password")
        return True


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


class CodeForm(forms.TwoFactorVerifyCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, code=_("Code aus der App"))
        self.code.description = _("Sechs Ziffern. Nach einer halben Minute zeigt sie einen neuen.")


class RecoveryForm(recovery_codes.MfRecoveryForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, code=_("Ersatzcode"))
        self.code.description = _("Vier mal vier Zeichen. Jeder Code gilt einmal.")


class PasskeyForm(webauthn.WebAuthnRegisterForm):
    usage = Word(default="first")  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, name=_("Name für diesen Passkey"))
        self.usage.data = "first"  # and second, see passkeys
        self.name.description = _("Zum Beispiel: Diensthandy. Daran erkennen Sie ihn später.")


class PasskeyLoginForm(webauthn.WebAuthnSigninForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _name(self, remember=_("Auf diesem Gerät zwei Wochen eingeloggt bleiben"))


FORMS: dict[str, Any] = {
    "login_form": LoginForm,
    "verify_form": VerifyForm,
    "forgot_password_form": ForgotPasswordForm,
    "reset_password_form": ResetPasswordForm,
    "change_password_form": ChangePasswordForm,
    "two_factor_setup_form": AppForm,
    "two_factor_select_form": StepForm,
    "two_factor_rescue_form": RescueForm,
    "two_factor_verify_code_form": CodeForm,
    "mf_recovery_form": RecoveryForm,
    "wan_register_form": PasskeyForm,
    "wan_register_response_form": passkeys.RegisterAnswer,
    "wan_signin_form": PasskeyLoginForm,
    "wan_signin_response_form": passkeys.SigninAnswer,
}


def rule() -> str:
    """Say what a password needs: length, and not to be a common one (see passwords)."""
    return _("Mindestens 15 Zeichen, sonst keine Regeln. Gut ist ein kurzer Satz.")
