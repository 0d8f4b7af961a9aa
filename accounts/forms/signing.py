"""allauth's own forms, in our words."""

from typing import Any, ClassVar

from allauth.account import forms as theirs
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _

Words = dict[str, tuple[Any, Any, Any]]


class OurWords:
    """Label, hint and what is said of an empty answer, instead of allauth's; no label
    inside the box. A field without words is left out.
    """

    words: ClassVar[Words] = {}
    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in list(self.fields.items()):
            if name not in self.words:
                del self.fields[name]
                continue
            field.label, field.help_text, missing = self.words[name]
            field.error_messages["required"] = missing
            field.widget.attrs.pop("placeholder", None)


EMAIL = (_("Email address"), "", _("Type your email address."))
PASSWORD = (_("Password"), "", _("Type your password."))
CODE = (_("Code"), "", _("Type the code."))
NEW_PASSWORD: Words = {
    "password1": (
        _("New password"),
        _("At least eight characters, not only digits, and none that many people use."),
        _("Type a new password."),
    ),
    "password2": (
        _("The same password again"),
        "",
        _("Type the new password a second time."),
    ),
}


class SignupForm(OurWords, theirs.SignupForm):
    """Name and work address; nobody needs a password, so none is asked for."""

    words = {
        "name": (
            _("Your name"),
            _("Your colleagues and the moderators see it."),
            _("Type your name."),
        ),
        "email": (
            _("Work email address"),
            _("An address at your council’s own domain makes you its officer at once."),
            _("Type your work email address."),
        ),
    }
    name = forms.CharField(
        max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["name", "email"]


class RequestLoginCodeForm(OurWords, theirs.RequestLoginCodeForm):
    words = {
        "email": (
            EMAIL[0],
            _("Your work address: it tells us which council you belong to."),
            EMAIL[2],
        )
    }


class LoginForm(OurWords, theirs.LoginForm):
    words = {"login": EMAIL, "password": PASSWORD}


class ConfirmLoginCodeForm(OurWords, theirs.ConfirmLoginCodeForm):
    words = {"code": CODE}


class ConfirmEmailVerificationCodeForm(
    OurWords, theirs.ConfirmEmailVerificationCodeForm
):
    words = {"code": CODE}


class ConfirmPasswordResetCodeForm(OurWords, theirs.ConfirmPasswordResetCodeForm):
    words = {"code": CODE}


class AddEmailForm(OurWords, theirs.AddEmailForm):
    words = {
        "email": (
            EMAIL[0],
            _("We send a code to it, and you type the code here."),
            EMAIL[2],
        )
    }


class ResetPasswordForm(OurWords, theirs.ResetPasswordForm):
    words = {"email": EMAIL}


class SetPasswordForm(OurWords, theirs.SetPasswordForm):
    words = NEW_PASSWORD


class ResetPasswordKeyForm(OurWords, theirs.ResetPasswordKeyForm):
    words = NEW_PASSWORD


class ChangePasswordForm(OurWords, theirs.ChangePasswordForm):
    words = {
        "oldpassword": (
            _("The password you have now"),
            "",
            _("Type the password you have now."),
        ),
        **NEW_PASSWORD,
    }


class ReauthenticateForm(OurWords, theirs.ReauthenticateForm):
    words = {"password": PASSWORD}


class SecondFactorForm(OurWords, mfa.AuthenticateForm):
    words = {"code": CODE}


class SecondFactorAgainForm(OurWords, mfa.ReauthenticateForm):
    words = {"code": CODE}


class SetUpAppForm(OurWords, totp.ActivateTOTPForm):
    words = {"code": (_("Code that the app shows"), "", _("Type the code."))}
