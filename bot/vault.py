"""Tokens at rest: encrypted with the first key, read with any of them."""

from __future__ import annotations

from collections.abc import Iterable

from cryptography.fernet import Fernet, InvalidToken, MultiFernet


class Locked(Exception):
    """A token that none of the keys opens; its workspace has to install the app again."""


class Vault:
    """Encrypts and decrypts tokens. To change the key, put the new one before the old ones."""

    def __init__(self, keys: Iterable[str]) -> None:
        """Keys as `Fernet.generate_key` makes them. Raises ValueError for anything else."""
        self._keys = MultiFernet([Fernet(key) for key in keys])

    def lock(self, token: str) -> str:
        """The token as it may be stored."""
        return self._keys.encrypt(token.encode()).decode()

    def open(self, stored: str) -> str:
        """The token. Raises Locked."""
        try:
            return self._keys.decrypt(stored.encode()).decode()
        except InvalidToken as error:
            raise Locked("no key of ACCORD_ENCRYPTION_KEYS opens this token") from error

    def renew(self, stored: str) -> str:
        """The same token under the first key; one that no key opens stays as it is."""
        try:
            return self._keys.rotate(stored.encode()).decode()
        except InvalidToken:
            return stored
