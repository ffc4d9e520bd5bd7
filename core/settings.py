"""Every setting, in one typed tree. Nothing here is a secret: those come through the secrets port."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AliasChoices, BaseModel, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict


class Environment(StrEnum):
    """How strict to be."""

    DEVELOPMENT = "development"  # GraphiQL, introspection and the mailbox page are on
    PRODUCTION = "production"


class BankSettings(BaseModel):
    """One bank in the registry. Its client secret is in the secrets store under `banks/<code>`."""

    code: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,31}$")
    name: str = Field(min_length=1)
    base_url: str
    transport: Literal["plain", "gost"] = "plain"
    """`gost`: TLS with GOST ciphers alone. Needs an engine of OpenSSL (infra/openssl/README.md)."""
    token_check: Literal["opaque", "where_possible", "required"] = "where_possible"  # noqa: S105 a word, no secret
    """`required` refuses a token that can't be verified against the keys the bank publishes."""
    unattended_reads_per_day: int = Field(4, ge=0, le=1440)
    """Syncs a day that nobody asked for, for each connection. 0 leaves all to people."""
    ca_file: Path | None = None
    """PEM of the authorities to trust instead of the system's."""
    client_certificate: Path | None = None
    """PEM of our own key and certificate, where the bank wants one."""

    @model_validator(mode="after")
    def _address_suits_transport(self) -> Self:
        url = urlsplit(self.base_url)
        if url.scheme not in {"http", "https"} or not url.netloc or url.query or url.fragment:
            raise ValueError(f"base_url must be a whole http(s) address without a query, not {self.base_url!r}")
        if self.transport == "gost" and url.scheme != "https":
            raise ValueError("a bank with transport gost needs an https base_url")
        return self


class JobSettings(BaseModel):
    """Timing of the job system, in seconds."""

    lease_seconds: float = 60
    republish_after_seconds: float = 30
    relay_interval_seconds: float = 0.5
    retry_base_seconds: float = 2


class LimitSettings(BaseModel):
    """Bounds on what one caller may ask for."""

    sign_in_per_minute: int = 10
    register_per_hour: int = 20
    requests_per_minute: int = 1200
    body_bytes: int = 256 * 1024
    upload_bytes: int = 200 * 1024 * 1024
    query_depth: int = 12
    query_aliases: int = 30
    query_tokens: int = 4000
    query_cost: int = 5000


class TrustedDocuments(StrEnum):
    """What the documents of the web app's build mean to the API."""

    OFF = "off"  # they are documents like any other
    ALLOW = "allow"  # they are known by their hash; any other document runs too
    ENFORCE = "enforce"  # they alone run; in development GraphiQL's too


class GraphQLSettings(BaseModel):
    """Which documents run, and which are known by their hash."""

    trusted_documents: TrustedDocuments = TrustedDocuments.ALLOW
    manifest: Path = Path("web/trusted-documents.json")
    """Made by the web app's build: documents by the SHA-256 of their text. A folder of such files means all of them."""
    persisted_queries: bool = True
    """Whether signed-in callers may have their documents kept under their hash."""
    persisted_days: Annotated[int, Field(ge=1, le=365)] = 30
    """After so many days without use a document is forgotten."""


class Settings(BaseSettings):
    """Read from the environment. Addresses of real services have their usual names, all else the prefix SOLVENT_."""

    model_config = SettingsConfigDict(env_prefix="SOLVENT_", env_nested_delimiter="__", populate_by_name=True)

    environment: Environment = Environment.DEVELOPMENT
    data_folder: Path = Path(".solvent")
    public_url: str = "http://127.0.0.1:8000"
    web_url: str = "http://127.0.0.1:3000"

    database_url: SecretStr = Field(validation_alias=AliasChoices("DATABASE_URL", "database_url"))
    """The owner of the schema. The application's own two roles are derived from it unless given."""
    database_app_url: SecretStr | None = Field(
        None, validation_alias=AliasChoices("DATABASE_APP_URL", "database_app_url")
    )
    database_system_url: SecretStr | None = Field(
        None, validation_alias=AliasChoices("DATABASE_SYSTEM_URL", "database_system_url")
    )
    database_pool_size: int = 10
    redis_url: SecretStr = Field(validation_alias=AliasChoices("REDIS_URL", "redis_url"))

    s3_endpoint: str | None = Field(None, validation_alias=AliasChoices("S3_ENDPOINT", "s3_endpoint"))
    s3_public_endpoint: str | None = Field(
        None, validation_alias=AliasChoices("S3_PUBLIC_ENDPOINT", "s3_public_endpoint")
    )
    """Where browsers reach the object store, when that is not `s3_endpoint`."""
    s3_bucket: str = Field("solvent", validation_alias=AliasChoices("S3_BUCKET", "s3_bucket"))
    s3_region: str = Field("us-east-1", validation_alias=AliasChoices("S3_REGION", "s3_region"))
    s3_access_key: str | None = Field(None, validation_alias=AliasChoices("S3_ACCESS_KEY", "s3_access_key"))
    s3_secret_key: SecretStr | None = Field(None, validation_alias=AliasChoices("S3_SECRET_KEY", "s3_secret_key"))
    vault_addr: str | None = Field(None, validation_alias=AliasChoices("VAULT_ADDR", "vault_addr"))
    vault_token: SecretStr | None = Field(None, validation_alias=AliasChoices("VAULT_TOKEN", "vault_token"))
    weaviate_url: str | None = Field(None, validation_alias=AliasChoices("WEAVIATE_URL", "weaviate_url"))
    weaviate_api_key: SecretStr | None = Field(
        None, validation_alias=AliasChoices("WEAVIATE_API_KEY", "weaviate_api_key")
    )
    smtp_url: SecretStr | None = Field(None, validation_alias=AliasChoices("SMTP_URL", "smtp_url"))
    otlp_endpoint: str | None = Field(
        None, validation_alias=AliasChoices("OTEL_EXPORTER_OTLP_ENDPOINT", "otlp_endpoint")
    )

    demo_email: str | None = None
    demo_password: SecretStr | None = None
    """The demo person's, shown by GraphiQL and the web app in development; set by `solvent up`."""
    graphiql_assets: Path = Path(".solvent/graphiql")
    """GraphiQL's scripts and styles, put there by the set-up from the npm lock."""

    bank_team_id: str = "solvent"
    banks: list[BankSettings] = Field(default_factory=list)
    jobs: JobSettings = Field(default_factory=JobSettings)
    graphql: GraphQLSettings = Field(default_factory=GraphQLSettings)
    limits: LimitSettings = Field(default_factory=LimitSettings)
    access_token_minutes: int = 10
    refresh_token_days: int = 30

    @model_validator(mode="after")
    def _addresses_are_whole(self) -> Self:
        for name in ("public_url", "web_url", "s3_endpoint", "vault_addr", "weaviate_url"):
            url = getattr(self, name)
            if url is not None and not (urlsplit(url).scheme in {"http", "https"} and urlsplit(url).netloc):
                raise ValueError(f"{name} must be a whole http(s) address, not {url!r}")
        codes = [bank.code for bank in self.banks]
        if len(set(codes)) != len(codes):
            raise ValueError(f"two banks have the same code: {', '.join(codes)}")
        return self


def load_settings() -> Settings:
    """The settings of this process, from its environment."""
    return Settings()  # type: ignore[call-arg]  # what is not given here pydantic reads from the environment
