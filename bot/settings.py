"""The settings: the only reader of the environment and of ``.env``."""

from __future__ import annotations

from functools import cache, cached_property
from typing import Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from handlers.kit.calendar import country_of_zone
from handlers.kit.context import Org

DEFAULT_DATABASE = "sqlite:///muster.db"


class SettingsError(Exception):
    """A setting is missing or wrong; the text is one line that names it."""


class Settings(BaseSettings):
    """Every setting, by the name of its environment variable."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    database_url: str = DEFAULT_DATABASE

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    slack_messages_per_second: float = Field(default=1.0, gt=0)  # in each channel and private chat

    feishu_app_id: str | None = None
    feishu_app_secret: SecretStr | None = None
    feishu_encrypt_key: SecretStr | None = None
    feishu_verification_token: SecretStr | None = None
    feishu_api_url: str = "https://open.feishu.cn"
    feishu_mode: Literal["socket", "http"] = "socket"
    feishu_messages_per_second: float = Field(default=5.0, gt=0)  # in each group and private chat
    feishu_calls_per_second: float = Field(default=50.0, gt=0)  # of the whole app

    dingtalk_client_id: str | None = None
    dingtalk_client_secret: SecretStr | None = None
    dingtalk_api_url: str = "https://api.dingtalk.com"
    dingtalk_card_template_id: str | None = None  # "public" stands for the one that DingTalk's SDK names
    dingtalk_group_messages_per_minute: int = Field(default=20, ge=2)  # in each group, answers there counted
    dingtalk_calls_per_second: float = Field(default=20.0, gt=0)  # of each of DingTalk's interfaces
    dingtalk_calls_per_month: int = Field(default=10_000, ge=0)  # that the organisation may make; 0: not to be spared

    muster_timezone: str = "Asia/Shanghai"
    muster_country: str | None = None
    muster_language: Literal["en", "zh-Hans", "zh-Hant"] = "en"
    muster_admins: str = ""
    muster_base_url: str = ""
    muster_secret_key: SecretStr | None = None
    muster_local_chat: bool | None = None
    muster_auto_migrate: bool = True
    muster_log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    muster_extractor_url: str | None = None  # off unless it is set
    muster_extractor_model: str | None = None
    muster_extractor_key: SecretStr | None = None

    @field_validator("muster_extractor_url")
    @classmethod
    def _plain_address(cls, value: str | None) -> str | None:
        if value is None:
            return None
        parts = urlsplit(value)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc or parts.query:
            raise ValueError("must be an address such as https://api.openai.com/v1, with no password in it")
        return value

    @field_validator("muster_timezone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in _zones():
            raise ValueError("must be a time zone such as Asia/Shanghai")
        return value

    @field_validator("*", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object, info: object) -> object:
        # `KEY=` in an .env file means that it is not set, not that it is the empty secret.
        return None if value == "" and _may_be_none(cls, info) else value

    @cached_property
    def org(self) -> Org:
        """The organisation's defaults."""
        country = self.muster_country or country_of_zone(self.muster_timezone)
        extractor = self.muster_extractor_url is not None
        return Org(self.muster_timezone, country, self.muster_language, self.muster_base_url, extractor)

    @cached_property
    def admins(self) -> frozenset[tuple[str, str]]:
        """Who starts as administrator: (platform, the platform's own id)."""
        pairs = [part.strip().partition(":") for part in self.muster_admins.split(",") if part.strip()]
        for platform, colon, external_id in pairs:
            if not colon or not external_id:
                raise SettingsError(f"MUSTER_ADMINS: {platform!r} is not platform:id, such as slack:U01ABC")
        return frozenset((platform.strip(), external_id.strip()) for platform, _, external_id in pairs)

    @property
    def platforms(self) -> tuple[str, ...]:
        """The real platforms whose credentials are set."""
        named = {"slack": self.slack_bot_token, "feishu": self.feishu_app_id, "dingtalk": self.dingtalk_client_id}
        return tuple(name for name, credential in named.items() if credential)

    def missing_secrets(self) -> tuple[str, ...]:
        """One line for each secret that a chosen mode needs and that is not set."""
        needs = (
            (self.slack_bot_token and not (self.slack_app_token or self.slack_signing_secret),
             "SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode)", "SLACK_BOT_TOKEN"),
            ((self.slack_app_token or self.slack_signing_secret) and not self.slack_bot_token,
             "SLACK_BOT_TOKEN", "Slack's other secret"),
            (self.feishu_app_id and not self.feishu_app_secret, "FEISHU_APP_SECRET", "FEISHU_APP_ID"),
            (self.feishu_app_secret and not self.feishu_app_id, "FEISHU_APP_ID", "FEISHU_APP_SECRET"),
            (self.feishu_app_id and self.feishu_mode == "http" and not self.feishu_encrypt_key,
             "FEISHU_ENCRYPT_KEY", "FEISHU_MODE=http"),
            (self.dingtalk_client_id and not self.dingtalk_client_secret,
             "DINGTALK_CLIENT_SECRET", "DINGTALK_CLIENT_ID"),
            (self.dingtalk_client_secret and not self.dingtalk_client_id,
             "DINGTALK_CLIENT_ID", "DINGTALK_CLIENT_SECRET"),
            (self.muster_extractor_url and not self.muster_extractor_model,
             "MUSTER_EXTRACTOR_MODEL", "MUSTER_EXTRACTOR_URL"),
            ((self.muster_extractor_model or self.muster_extractor_key) and not self.muster_extractor_url,
             "MUSTER_EXTRACTOR_URL", "the extractor's model or key"),
        )  # fmt: skip
        return tuple(f"{name} is missing: {reason} is set and needs it" for lacks, name, reason in needs if lacks)

    @property
    def sqlite(self) -> bool:
        """Whether the database is SQLite."""
        return self.database_url.startswith("sqlite")


@cache
def _zones() -> set[str]:
    """Every time zone there is; asking walks a folder of six hundred files."""
    return available_timezones()


def _may_be_none(model: type[BaseSettings], info: object) -> bool:
    name = getattr(info, "field_name", None)
    return name in model.model_fields and model.model_fields[name].default is None
