"""What a role may be told by an address, and what those of allauth tell."""

OK, MOVED, SIGN_IN, NO, NONE = "ok", "moved", "sign-in", "403", "404"
ROLES = (
    "visitor", "somebody", "officer", "peer", "partner_member", "moderator",
    "administrator",
)  # fmt: skip


def everybody(answer):
    return dict.fromkeys(ROLES, answer)


def signed_in(answer):
    return everybody(answer) | {"visitor": SIGN_IN}


def only(answer, *roles, others=NONE, visitor=None):
    said = everybody(others) | dict.fromkeys(roles, answer)
    return said | ({"visitor": visitor} if visitor else {})


OPEN = everybody(OK)
# allauth's own pages; the person who is signed in is led away from signing in, and
# asked again who they are only where they have a password or a second factor.
ALLAUTH = {
    "account_login": everybody(MOVED) | {"visitor": OK},
    "account_signup": everybody(MOVED) | {"visitor": OK},
    "account_request_login_code": everybody(MOVED) | {"visitor": OK},
    "account_confirm_login_code": everybody(MOVED),
    "account_logout": everybody(OK) | {"visitor": MOVED},
    "account_inactive": OPEN,
    "account_email": signed_in(OK),
    "account_email_verification_sent": everybody(MOVED),
    "account_change_password": signed_in(MOVED),
    "account_set_password": signed_in(OK),
    "account_reset_password": OPEN,
    "account_password_reset_completed": OPEN,
    "account_confirm_password_reset_code": everybody(MOVED),
    "account_complete_password_reset": everybody(MOVED),
    "account_reauthenticate": signed_in(NO),
    "mfa_index": signed_in(OK),
    "mfa_authenticate": everybody(MOVED),
    "mfa_reauthenticate": signed_in(NO),
    "mfa_activate_totp": everybody(OK) | {"visitor": MOVED},
    "mfa_deactivate_totp": signed_in(NONE),
    "mfa_view_recovery_codes": signed_in(NONE),
    "mfa_download_recovery_codes": signed_in(NONE),
    "mfa_generate_recovery_codes": everybody(OK) | {"visitor": MOVED},
}
