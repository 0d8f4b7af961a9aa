"""How people are known from their session."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class EmailBackend(AuthenticationBackend):
    """allauth's, and the person comes with their place: one query a request."""

    def get_user(self, user_id: int) -> User | None:
        return User.objects.with_place().filter(pk=user_id, is_active=True).first()
