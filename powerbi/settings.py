"""Where the Power BI semantic model lives, and who asks for its refresh; everything is read from ``PROP_POWERBI_…``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal
from urllib.parse import urlparse

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict, SettingsError

from config.errors import UsageError

Mode = Literal["auto", "enhanced", "plain"]
NEEDED = ("tenant_id", "client_id", "workspace_id", "dataset_id")
CREDENTIALS = ("client_secret", "client_secret_file", "certificate_file")


class ConfigurationError(UsageError):
    """The settings of Power BI contradict each other, or one of them is missing."""


class RefreshObject(BaseModel):
    """One table of the model, or one partition of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    table: str = Field(min_length=1)
    partition: str | None = None


class PowerBISettings(BaseSettings):
    """One semantic model in one workspace, and the service principal that refreshes it."""

    model_config = SettingsConfigDict(
        env_prefix="PROP_POWERBI_", env_file=".env", extra="ignore", hide_input_in_errors=True
    )

    tenant_id: str = Field(default="", description="Entra ID tenant: its id or its domain")
    client_id: str = Field(default="", description="application (client) id of the service principal")
    client_secret: SecretStr = Field(default=SecretStr(""), description="its secret; or one of the two files")
    client_secret_file: Path | None = Field(
        default=None, description="a file that holds the secret, as vaults mount it"
    )
    certificate_file: Path | None = Field(default=None, description="its certificate with the private key, as .pfx")
    certificate_password: SecretStr = Field(default=SecretStr(""), description="of the .pfx, where it has one")
    workspace_id: str = Field(default="", description="the workspace, called group in the REST API")
    dataset_id: str = Field(default="", description="the semantic model, called dataset in the REST API")
    mode: Mode = Field(
        default="auto", description="enhanced needs a capacity; auto asks the workspace whether it has one"
    )
    objects: tuple[RefreshObject, ...] = Field(
        default=(), description='what an enhanced refresh covers, as [{"table": "…"}]; the whole model when empty'
    )
    apply_refresh_policy: bool = Field(default=True, description="keep to the incremental refresh policies")
    parallel_count: int = Field(default=4, ge=1, le=60, description="tables read at once, enhanced only")
    retry_count: int = Field(default=1, ge=0, le=10, description="repetitions by the service itself, enhanced only")
    timeout_seconds: float = Field(default=3600.0, ge=1, le=86_400, description="how long a refresh is waited for")
    api_url: str = Field(default="https://api.powerbi.com", description="another one in a sovereign cloud")
    login_url: str = Field(default="https://login.microsoftonline.com", description="likewise")
    resource_url: str = Field(default="https://analysis.windows.net/powerbi/api", description="likewise")

    @field_validator("api_url", "login_url", "resource_url")
    @classmethod
    def _is_encrypted(cls, url: str) -> str:
        """A secret or a token never travels in the clear."""
        parsed = urlparse(url)
        if parsed.scheme != "https" or not parsed.hostname or parsed.username:
            raise ValueError("an address that begins with https:// and holds no password is needed")
        return url.rstrip("/")

    @property
    def is_on(self) -> bool:
        """Whether somebody set anything that identifies the model or the principal."""
        return any(self._is_set(name) for name in (*NEEDED, *CREDENTIALS))

    def problem(self) -> str | None:
        """What contradicts itself or is missing, in words; None when Power BI is off or complete."""
        if not self.is_on:
            return None
        missing = [_variable(name) for name in NEEDED if not self._is_set(name)]
        credentials = [_variable(name) for name in CREDENTIALS if self._is_set(name)]
        if not credentials:
            missing.append("one of " + ", ".join(map(_variable, CREDENTIALS)))
        if missing:
            return f"Power BI is half configured: {'; '.join(missing)} is not set."
        if len(credentials) > 1:
            return f"Power BI has several credentials: {', '.join(credentials)}."
        if self.objects and self.mode == "plain":
            return "PROP_POWERBI_OBJECTS needs an enhanced refresh, and PROP_POWERBI_MODE is plain."
        return None

    def check(self) -> None:
        """Refuse settings that cannot work, before anything begins.

        Raises
        ------
        ConfigurationError
            Some of what a refresh needs is set, and some is missing or contradicts it.
        """
        problem = self.problem()
        if problem:
            raise ConfigurationError(
                f"{problem} Nothing was run. Correct that, or take every PROP_POWERBI_ setting away to do without the "
                "refresh; powerbi/README.md lists them."
            )

    def require(self) -> None:
        """Refuse to go on where Power BI is off.

        Raises
        ------
        ConfigurationError
            No setting names a model.
        """
        if not self.is_on:
            raise ConfigurationError(
                "Power BI is not configured. Nothing was refreshed. Set PROP_POWERBI_TENANT_ID, …_CLIENT_ID, "
                "…_CLIENT_SECRET, …_WORKSPACE_ID and …_DATASET_ID; powerbi/README.md says where they come from."
            )

    def _is_set(self, name: str) -> bool:
        value = getattr(self, name)
        return bool(value.get_secret_value()) if isinstance(value, SecretStr) else bool(value)


def refresh_objects(words: Sequence[str]) -> list[RefreshObject]:
    """Tables, or partitions as ``table/partition``."""
    return [
        RefreshObject(table=table, partition=partition or None)
        for table, _, partition in (word.partition("/") for word in words)
    ]


def read_settings() -> PowerBISettings:
    """The settings of this installation, complete or off.

    Raises
    ------
    ConfigurationError
        One of them cannot be read, is missing, or contradicts another.
    """
    try:
        found = PowerBISettings()
    except ValidationError as error:
        faults = "; ".join(f"{_variable(str(fault['loc'][0]))}: {fault['msg']}" for fault in error.errors())
        raise ConfigurationError(f"{faults}. Nothing was run. Correct the environment or the file .env.") from None
    except SettingsError as error:
        raise ConfigurationError(
            f"Power BI: {error}. Nothing was run. PROP_POWERBI_OBJECTS is a JSON list such as "
            '[{"table": "fact_phase_week"}].'
        ) from None
    found.check()
    return found


def _variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"PROP_POWERBI_{name.upper()}"
