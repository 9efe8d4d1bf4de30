"""Settings of one installation: the environment first, then ``.env``, then the defaults below."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from config.errors import UsageError

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """What differs between installations. Every name is read from ``PROP_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="PROP_", env_file=".env", extra="ignore")

    database_url: str = Field(default="duckdb:///var/prop.duckdb", description="SQLAlchemy URL of the database")
    database_password: SecretStr = Field(
        default=SecretStr(""), description="password of the database login, where the URL names a user alone"
    )
    database_password_file: Path | None = Field(
        default=None, description="file that holds that password, as containers mount secrets"
    )
    secret_key: SecretStr = Field(default=SecretStr(""), description="signs the session cookie; 32 characters or more")
    is_demo: bool = Field(default=False, description="creates the demo reader; refused together with a production URL")
    time_zone: str = Field(
        default="America/Montreal", description="business time zone of schedules and displayed times"
    )
    weekly_cron: str = Field(default="0 5 * * mon", description="when the weekly run starts, in time_zone")
    horizon_weeks: int = Field(default=4, ge=1, le=26, description="weeks that a staffing plan covers")
    staffing_time_limit_seconds: float = Field(default=60.0, gt=0, description="solver time of one staffing plan")
    staffing_answers_seconds: float = Field(
        default=30.0, ge=0, description="time for alternatives, worths and frontiers beside it; 0 does without"
    )
    budget_time_limit_seconds: float = Field(default=60.0, gt=0, description="solver time of one plan for initiatives")
    budget_answers_seconds: float = Field(
        default=30.0, ge=0, description="time for new hires and frontiers beside it; 0 does without"
    )
    funding_time_limit_seconds: float = Field(default=60.0, gt=0, description="solver time of one funding decision")
    funding_answers_seconds: float = Field(
        default=30.0, ge=0, description="time for sweeps, frontiers, chances and moves beside it; 0 does without"
    )
    planning_assumptions: Path | None = Field(
        default=None, description="file of the drivers and scenarios that the weekly run plans with; empty does without"
    )
    planning_answers_seconds: float = Field(
        default=30.0, ge=0, description="time for tornado and draws beside the scenarios; 0 does without"
    )
    dask_scheduler: str = Field(
        default="", description="Dask scheduler that computes in parallel; empty for this machine's cores"
    )

    def database_secret(self) -> str:
        """The password of the database login, without the line end of its file; empty where there is none.

        Raises
        ------
        UsageError
            It is set twice, or its file cannot be read.
        """
        secret, file = self.database_password.get_secret_value(), self.database_password_file
        if file is None:
            return secret
        if secret:
            raise UsageError(
                "PROP_DATABASE_PASSWORD and PROP_DATABASE_PASSWORD_FILE are both set. Nothing was opened. Unset one."
            )
        try:
            return file.read_text(encoding="utf-8").rstrip("\r\n")
        except OSError as error:
            raise UsageError(
                f"PROP_DATABASE_PASSWORD_FILE: {file} cannot be read ({error.strerror}). Nothing was opened. "
                "Correct the path, or let this user read the file."
            ) from error


@lru_cache
def settings() -> Settings:
    """The installation's settings, read once."""
    return Settings()
