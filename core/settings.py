"""Every setting, in one typed tree. Nothing here is a secret: those come through the secrets port."""

from datetime import timedelta
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


class ProviderSettings(BaseModel):
    """An outside OpenID provider to sign in with. Its client secret is in the secrets store under `oidc/<code>`."""

    code: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,31}$")
    name: str = Field(min_length=1, max_length=60)
    issuer: str
    client_id: str = Field(min_length=1)
    is_local: bool = False
    """It runs on this very machine, without TLS: for development."""

    @model_validator(mode="after")
    def _issuer_is_https(self) -> Self:
        url = urlsplit(self.issuer)
        if not url.netloc or url.query or url.fragment or url.scheme != ("http" if self.is_local else "https"):
            raise ValueError(f"issuer must be an https address, or http with is_local, not {self.issuer!r}")
        return self


RoleName = Literal["user", "premium", "support", "banker", "partner", "admin"]
"""Roles of people, as core/identity/models.py has them: this page knows no domain."""


class JobSettings(BaseModel):
    """Timing of the job system."""

    lease_seconds: float = 60
    republish_after_seconds: float = 30
    relay_interval_seconds: float = 0.5
    retry_base_seconds: float = 2
    kept_days: Annotated[int, Field(ge=7, le=3660)] = 90
    """For which a job that ended is shown."""


class LimitSettings(BaseModel):
    """Bounds on what one caller may ask for."""

    sign_in_per_minute: int = 10
    factor_per_minute: int = 5
    """Answers with a second factor, or proofs of presence, that one person may try."""
    invitations_per_hour: int = 20
    register_per_hour: int = 20
    requests_per_minute: int = 1200
    app_requests_per_minute: int = 600
    """Of one app for one person. An app as a whole gets twenty times that."""
    oauth_per_minute: int = 120
    """Of one network address, at each of the OAuth endpoints."""
    calendars_per_minute: int = 600
    """Of one network address, asking for calendars of deadlines: a service asks for those of many people. Each calendar
    is given a twentieth of that."""
    report_checks_per_minute: int = 30
    """Of one network address, asking what an income report's code stands for."""
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


class PrivacySettings(BaseModel):
    """Times around a person's own data."""

    grace_days: Annotated[int, Field(ge=0, le=90)] = 14
    """Between the wish to be erased and the erasure. Signing in again takes the wish back."""
    export_days: Annotated[int, Field(ge=1, le=30)] = 7
    """For how long an archive is kept."""
    exports_per_day: Annotated[int, Field(ge=1)] = 5


class ReportSettings(BaseModel):
    """Income reports."""

    kept_days: Annotated[int, Field(ge=1, le=366)] = 180
    """For how long a report's files are kept and its code can be checked."""
    reports_per_day: Annotated[int, Field(ge=1)] = 10


class RateSettings(BaseModel):
    """Where reference rates of the day are read. An empty address: these are not."""

    ecb_url: str = "https://www.ecb.europa.eu/stats/eurofxref"
    cbr_url: str = "https://www.cbr.ru/scripts"
    history_days: Annotated[int, Field(ge=30, le=3660)] = 4 * 366
    """How far back a currency is read that was not read before: as long as tax years stay open."""


class WebhookSettings(BaseModel):
    """How events are carried to people's own endpoints."""

    most_endpoints: Annotated[int, Field(ge=1, le=100)] = 10
    """That one person may have."""
    ports: frozenset[int] = frozenset({443, 8443})
    allow_loopback: bool = False
    """This very machine alone may be told, also without TLS: for development and tests."""
    connect_seconds: Annotated[float, Field(gt=0, le=30)] = 5
    total_seconds: Annotated[float, Field(gt=0, le=60)] = 15
    first_retry_seconds: Annotated[float, Field(ge=0.1, le=3600)] = 12
    retry_factor: Annotated[float, Field(ge=1.5, le=10)] = 2.5
    retry_hours: Annotated[float, Field(gt=0, le=24)] = 24
    disable_after_hours: Annotated[float, Field(gt=0, le=24 * 30)] = 24 * 5
    """An endpoint that nothing reached for so long is told of nothing more."""
    rotation_hours: Annotated[float, Field(gt=0, le=24 * 7)] = 24
    """For how long the secret before signs too."""
    kept_days: Annotated[int, Field(ge=1, le=365)] = 30
    """Of deliveries that ended."""
    concurrency: Annotated[int, Field(ge=2, le=1000)] = 64
    """Deliveries under way in one process; those to failing endpoints have half of them at most."""
    per_endpoint: Annotated[int, Field(ge=1, le=100)] = 4
    """Of one endpoint, over all processes; one that fails has one."""
    interval_seconds: Annotated[float, Field(gt=0, le=60)] = 0.5
    lease_seconds: Annotated[float, Field(ge=1, le=600)] = 60
    by_hand_per_hour: Annotated[int, Field(ge=1)] = 60
    """Test events and repeats that one person may ask for."""


class OnnxEmbedderSettings(BaseModel):
    """A sentence-transformer model on disk that makes vectors of 384 numbers, told by its digests."""

    model: Path
    model_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    tokenizer: Path
    """`tokenizer.json` of the model."""
    tokenizer_sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    prefix: str = ""
    """What the model wants before each text: `query: ` for those of the E5 family."""
    longest_tokens: Annotated[int, Field(ge=8, le=8192)] = 256
    threads: Annotated[int, Field(ge=1, le=64)] = 1


class Settings(BaseSettings):
    """Read from the environment. Addresses of real services have their usual names, all else the prefix SOLVENT_."""

    model_config = SettingsConfigDict(env_prefix="SOLVENT_", env_nested_delimiter="__", populate_by_name=True)

    environment: Environment = Environment.DEVELOPMENT
    data_folder: Path = Path(".solvent")
    public_url: str = "http://127.0.0.1:8000"
    web_url: str = "http://127.0.0.1:3000"
    cors_origins: list[str] = Field(default_factory=list)
    """Origins of other web apps whose pages may ask the API, as `https://app.example`. Ours is among them always."""
    hsts_seconds: Annotated[int, Field(ge=0)] = 0
    """For how long browsers may reach us by https only. Set it once every name under ours has a certificate."""

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
    sign_in_providers: list[ProviderSettings] = Field(default_factory=list)
    jobs: JobSettings = Field(default_factory=JobSettings)
    graphql: GraphQLSettings = Field(default_factory=GraphQLSettings)
    limits: LimitSettings = Field(default_factory=LimitSettings)
    privacy: PrivacySettings = Field(default_factory=PrivacySettings)
    reports: ReportSettings = Field(default_factory=ReportSettings)
    rates: RateSettings = Field(default_factory=RateSettings)
    webhooks: WebhookSettings = Field(default_factory=WebhookSettings)
    push_contact: str = Field("no-reply@solvent.local", pattern=r"^[^@\s]+@[^@\s]+$")
    """The mail address at which push services reach who runs the platform."""
    factor_roles: frozenset[RoleName] = frozenset({"support", "banker", "admin"})
    """Roles that need a second factor: who has none may sign in only to set one up."""
    onnx_embedder: OnnxEmbedderSettings | None = None
    """Without it the embedder that ships with the program makes the vectors."""
    access_token_minutes: Annotated[int, Field(ge=1, le=15)] = 10
    refresh_token_days: Annotated[int, Field(ge=1, le=90)] = 30
    places_file: Path | None = None
    """A database of cities by address, of MaxMind's format. Without it sessions show no place."""

    @property
    def session_lifetime(self) -> timedelta:
        """How long a device stays signed in without anybody's doing anything."""
        return timedelta(days=self.refresh_token_days)

    @model_validator(mode="after")
    def _addresses_are_whole(self) -> Self:
        for name in ("public_url", "web_url", "s3_endpoint", "vault_addr", "weaviate_url"):
            url = getattr(self, name)
            if url is not None and not (urlsplit(url).scheme in {"http", "https"} and urlsplit(url).netloc):
                raise ValueError(f"{name} must be a whole http(s) address, not {url!r}")
        if self.environment is Environment.PRODUCTION and any(one.is_local for one in self.sign_in_providers):
            raise ValueError("a sign-in provider with is_local is for development")
        if self.environment is Environment.PRODUCTION and self.webhooks.allow_loopback:
            raise ValueError("webhooks.allow_loopback is for development")
        for origin in self.cors_origins:
            parts = urlsplit(origin)
            if parts.scheme not in {"http", "https"} or f"{parts.scheme}://{parts.netloc}" != origin or "*" in origin:
                raise ValueError(f"cors_origins must be exact origins without a path or wildcard, not {origin!r}")
        codes = [bank.code for bank in self.banks]
        if len(set(codes)) != len(codes):
            raise ValueError(f"two banks have the same code: {', '.join(codes)}")
        return self


def load_settings() -> Settings:
    """The settings of this process, from its environment."""
    return Settings()  # type: ignore[call-arg]  # what is not given here pydantic reads from the environment
