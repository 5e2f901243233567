"""Flask-Security's models without what it would load in advance.

It imports authlib and webauthn wherever they are installed: 14 MB in each process. Here it finds
neither; `web.account.passkeys` and `web.account.sso` hand them over once somebody needs them.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _without(*names: str) -> Iterator[None]:
    """Let imports of these fail, as where they are not installed."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _without("authlib", "webauthn"):
    from flask_security.core import RoleMixin, UserMixin, WebAuthnMixin

__all__ = ["RoleMixin", "UserMixin", "WebAuthnMixin"]
