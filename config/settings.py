"""The settings of a process, read once from its environment."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    field_validator,
    model_validator,
)


class WrongSetting(Exception):
    """One or more settings that cannot be used; the text names each and what it should be."""


def _split(value: object) -> object:
    return value.replace(",", " ").split() if isinstance(value, str) else value


# What each setting should be, for the error that names it.
_SHOULD_BE = {
    "ACCORD_DATABASE_URL": "an address such as sqlite:////var/lib/accord/accord.db or "
    "postgresql://accord:PASSWORD@db/accord",
    "ACCORD_BROKER_URL": "memory:// or an address such as redis://:PASSWORD@redis:6379/0",
    "ACCORD_DATA_DIR": "the path of a directory that can be written",
    "ACCORD_SOURCES": "the path of a sources.yaml",
    "ACCORD_SLACK_API_URL": "an address such as https://slack.com/api/",
    "ACCORD_ALLOW_ADDRESSES": "networks such as 127.0.0.0/24, separated by commas",
    "ACCORD_POLL_SECONDS": "a number of seconds above 0, such as 60",
    "ACCORD_CONTACT": "a mail or web address by which a press room can reach you",
    "ACCORD_OPERATOR_CHANNEL": "the id of a Slack channel or member, such as C0123456789",
    "ACCORD_REVIEW_CHANNEL": "the id of a Slack channel, such as C0123456789",
    "ACCORD_LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR",
    "ACCORD_LOG_FORMAT": "text or json",
    "ACCORD_HTTP_ADDRESS": "an address and port to listen at, such as 127.0.0.1:9464",
    "ACCORD_HEARTBEAT_URL": "an http or https address",
    "SLACK_BOT_TOKEN": "the bot token, which begins with xoxb-",
    "SLACK_APP_TOKEN": "the app-level token, which begins with xapp-",
    "SLACK_SIGNING_SECRET": "the signing secret of the Slack app",
    "SLACK_CLIENT_ID": "the client id of the Slack app",
    "SLACK_CLIENT_SECRET": "the client secret of the Slack app",
    "ACCORD_ENCRYPTION_KEYS": "keys for stored tokens, the newest first, separated by commas; "
    "`python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'` "
    "makes one",
    "ACCORD_BOT_ADDRESS": "the host and port on which the bot listens, such as 127.0.0.1:3000",
    "ACCORD_PUBLIC_URL": "the https address by which Slack and browsers reach the bot",
}
_SECRETS = (
    "ACCORD_DATABASE_URL",
    "ACCORD_BROKER_URL",
    "ACCORD_HEARTBEAT_URL",
    "SLACK_BOT_TOKEN",
    "SLACK_APP_TOKEN",
    "SLACK_SIGNING_SECRET",
    "SLACK_CLIENT_SECRET",
    "ACCORD_ENCRYPTION_KEYS",
)


class Settings(BaseModel):
    """All settings; the alias of each is the environment variable that sets it.

    A secret or an address with a password may also come from a file that NAME_FILE names.
    """

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    data_dir: Path = Field(alias="ACCORD_DATA_DIR")
    database_url: SecretStr = Field(alias="ACCORD_DATABASE_URL")
    broker_url: SecretStr = Field(SecretStr("memory://"), alias="ACCORD_BROKER_URL")
    sources: Path | None = Field(None, alias="ACCORD_SOURCES")
    allow_addresses: Annotated[tuple[IPv4Network | IPv6Network, ...], BeforeValidator(_split)] = (
        Field((), alias="ACCORD_ALLOW_ADDRESSES")
    )
    poll_seconds: float | None = Field(
        None, alias="ACCORD_POLL_SECONDS", gt=0, le=7 * 86_400, allow_inf_nan=False
    )
    contact: str | None = Field(None, alias="ACCORD_CONTACT", max_length=200)
    operator_channel: str | None = Field(
        None, alias="ACCORD_OPERATOR_CHANNEL", pattern="^[CGDUW][A-Z0-9]{6,30}$"
    )
    review_channel: str | None = Field(
        None, alias="ACCORD_REVIEW_CHANNEL", pattern="^[CG][A-Z0-9]{6,30}$"
    )
    log_level: str = Field("WARNING", alias="ACCORD_LOG_LEVEL")
    log_format: Literal["text", "json"] = Field("text", alias="ACCORD_LOG_FORMAT")
    http_address: str | None = Field(
        None, alias="ACCORD_HTTP_ADDRESS", pattern=r"^[0-9a-zA-Z.:\[\]-]*:\d{1,5}$"
    )
    heartbeat_url: SecretStr | None = Field(None, alias="ACCORD_HEARTBEAT_URL")
    slack_api_url: str = Field("https://slack.com/api/", alias="ACCORD_SLACK_API_URL")
    slack_bot_token: SecretStr | None = Field(None, alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(None, alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(None, alias="SLACK_SIGNING_SECRET")

    slack_client_id: str | None = Field(None, alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(None, alias="SLACK_CLIENT_SECRET")
    encryption_keys: SecretStr | None = Field(None, alias="ACCORD_ENCRYPTION_KEYS")
    bot_address: str = Field(
        "127.0.0.1:3000", alias="ACCORD_BOT_ADDRESS", pattern=r"^[^\s/]+:\d{1,5}$"
    )
    public_url: str | None = Field(None, alias="ACCORD_PUBLIC_URL", pattern=r"^https?://\S+$")

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Self:
        """Read and check the settings; raises WrongSetting. An empty variable counts as unset."""
        values = _values(environ)
        data_dir = values.setdefault("ACCORD_DATA_DIR", str(default_data_dir(environ)))
        values.setdefault("ACCORD_DATABASE_URL", _own_store(Path(data_dir)))
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            lines = (_explain(problem) for problem in error.errors())
            raise WrongSetting("\n".join(dict.fromkeys(lines))) from None

    @property
    def speaks_to_slack(self) -> bool:
        """Whether alerts go to Slack; else they are shown in the terminal."""
        return self.slack_bot_token is not None or self.slack_client_id is not None

    @property
    def hears_slack(self) -> bool:
        """Whether commands can arrive, by Socket Mode or by signed HTTP."""
        return self.slack_app_token is not None or self.slack_signing_secret is not None

    @property
    def embedded(self) -> bool:
        """Whether the work is moved inside one process, without a broker of its own."""
        return self.broker_url.get_secret_value().startswith("memory:")

    @property
    def owns_store(self) -> bool:
        """Whether the store is the data directory's own, used by nobody without its lock."""
        return self.database_url.get_secret_value() == _own_store(self.data_dir)

    @field_validator("data_dir")
    @classmethod
    def _absolute(cls, value: Path) -> Path:
        value = value.expanduser().absolute()
        if value.exists() and not value.is_dir():
            raise ValueError(f"{value} is not a directory")
        return value

    @field_validator("sources")
    @classmethod
    def _file(cls, value: Path | None) -> Path | None:
        if value is not None and not value.expanduser().is_file():
            raise ValueError(f"there is no file {value}")
        return value and value.expanduser()

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr) -> SecretStr:
        if not value.get_secret_value().startswith(("sqlite:///", "postgresql://", "postgres://")):
            raise ValueError("it is neither SQLite nor PostgreSQL")
        return value

    @field_validator("broker_url")
    @classmethod
    def _broker(cls, value: SecretStr) -> SecretStr:
        known = ("memory://", "redis://", "rediss://", "redis+socket://", "unix://")
        if not value.get_secret_value().startswith(known):
            raise ValueError("it is neither memory nor Redis")
        return value

    @field_validator("heartbeat_url")
    @classmethod
    def _heartbeat(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            parts = urlsplit(value.get_secret_value())
            if parts.scheme not in ("http", "https") or not parts.hostname:
                raise ValueError("it is not an http or https address")
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _base(cls, value: str) -> str:
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError("it is not an http or https address")
        return value if value.endswith("/") else value + "/"

    @field_validator("slack_bot_token", "slack_app_token")
    @classmethod
    def _token(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not value.get_secret_value().isascii():
            raise ValueError("it holds a character that no token has")
        return value

    @field_validator("encryption_keys")
    @classmethod
    def _keys(cls, value: SecretStr | None) -> SecretStr | None:
        for key in value.get_secret_value().replace(",", " ").split() if value else ():
            try:
                length = len(b64decode(key.encode(), b"-_", validate=True))
            except ValueError:
                length = 0
            if length != 32:
                raise ValueError("a key is 32 bytes in URL-safe base64")
        return value

    @field_validator("log_level")
    @classmethod
    def _level(cls, value: str) -> str:
        if value.upper() not in ("DEBUG", "INFO", "WARNING", "ERROR"):
            raise ValueError("there is no such level")
        return value.upper()

    @model_validator(mode="after")
    def _whole_tokens(self) -> Self:
        bot, app = self.slack_bot_token, self.slack_app_token
        for name, token, start in (
            ("SLACK_BOT_TOKEN", bot, ("xoxb-", "xoxe.")),
            ("SLACK_APP_TOKEN", app, ("xapp-",)),
        ):
            if token is not None and not token.get_secret_value().startswith(start):
                raise ValueError(f"{name}: it should be {_SHOULD_BE[name]}")
        if app is not None and bot is None and self.slack_client_id is None:
            raise ValueError(
                "SLACK_BOT_TOKEN: it is not set, but SLACK_APP_TOKEN is; set both or neither"
            )
        return self

    @model_validator(mode="after")
    def _whole_oauth(self) -> Self:
        if self.slack_client_id is None:
            return self
        if self.slack_bot_token is not None:
            raise ValueError(
                "SLACK_CLIENT_ID: it is set beside SLACK_BOT_TOKEN; set the token for one "
                "workspace, or the client for all that install the app"
            )
        for name, value in (
            ("SLACK_CLIENT_SECRET", self.slack_client_secret),
            ("ACCORD_ENCRYPTION_KEYS", self.encryption_keys),
        ):
            if value is None:
                raise ValueError(f"{name}: it is needed with SLACK_CLIENT_ID; {_SHOULD_BE[name]}")
        return self


def _own_store(data_dir: Path) -> str:
    return f"sqlite:///{data_dir.expanduser().absolute() / 'accord.db'}"


def default_data_dir(environ: Mapping[str, str]) -> Path:
    """Where data lives unless ACCORD_DATA_DIR says: the XDG base directory for a user's data."""
    base = environ.get("XDG_DATA_HOME", "").strip()
    return (Path(base) if base else Path("~/.local/share").expanduser()) / "accord"


def _values(environ: Mapping[str, str]) -> dict[str, str]:
    values = {name: environ[name].strip() for name in _SHOULD_BE if environ.get(name, "").strip()}
    for name in _SECRETS:
        path = environ.get(f"{name}_FILE", "").strip()
        if not path or name in values:
            continue
        try:
            text = Path(path).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise WrongSetting(f"{name}_FILE: {path} cannot be read ({error})") from None
        if text:
            values[name] = text
    return values


def _explain(problem: Mapping[str, Any]) -> str:
    text = str(problem["msg"]).removeprefix("Value error, ")
    if not problem["loc"]:
        return text
    name = str(problem["loc"][0])
    return f"{name}: {text[0].lower()}{text[1:]}; it should be {_SHOULD_BE[name]}"
