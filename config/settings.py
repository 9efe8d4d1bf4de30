"""Settings of one installation: the environment first, then ``.env``, then the defaults below."""

from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

PROJECT_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """What differs between installations. Every name is read from ``PROP_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix="PROP_", env_file=".env", extra="ignore")

    database_url: str = Field(default="duckdb:///var/prop.duckdb", description="SQLAlchemy URL of the database")
    secret_key: SecretStr = Field(default=SecretStr(""), description="signs the session cookie; 32 characters or more")
    is_demo: bool = Field(default=False, description="creates the demo reader; refused together with a production URL")
    time_zone: str = Field(
        default="America/Montreal", description="business time zone of schedules and displayed times"
    )
    weekly_cron: str = Field(default="0 5 * * mon", description="when the weekly run starts, in time_zone")
    horizon_weeks: int = Field(default=4, ge=1, le=26, description="weeks that a staffing plan covers")
    staffing_time_limit_seconds: float = Field(default=60.0, gt=0, description="solver time of one staffing plan")


@lru_cache
def settings() -> Settings:
    """The installation's settings, read once."""
    return Settings()
