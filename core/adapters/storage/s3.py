import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any, BinaryIO, Final
from urllib.parse import quote

from core.adapters.storage.object_key import check_object_key
from core.ports.blob_store import BlobInfo, BlobMissingError, SignedRequest, StorageUnavailableError

if TYPE_CHECKING:
    from types_boto3_s3.client import S3Client

CONNECT_TIMEOUT_SECONDS = 3
READ_TIMEOUT_SECONDS = 30
ATTEMPTS = 4
_MISSING_OBJECT = frozenset({"NoSuchKey", "404", "NotFound"})
_CHUNK_BYTES: Final = 1024 * 1024
_BUCKET_IS_OURS = "BucketAlreadyOwnedByYou"


class S3BlobStore:
    """Objects in an S3 bucket. boto3 blocks, so each call runs in a thread; its client is safe to share.

    `endpoint` is None for Amazon; any other store is addressed by path. `public_endpoint` is what people's browsers
    reach it by, where that differs: signed URLs are made for it.
    """

    def __init__(
        self,
        bucket: str,
        *,
        access_key: str,
        secret_key: str,
        region: str = "us-east-1",
        endpoint: str | None = None,
        public_endpoint: str | None = None,
    ) -> None:
        self._bucket = bucket
        self._region = region
        self._client = _client(endpoint, region, access_key, secret_key)
        self._signer = self._client
        if public_endpoint and public_endpoint != endpoint:
            self._signer = _client(public_endpoint, region, access_key, secret_key)

    async def create_bucket(self) -> None:
        """Make the bucket unless it is there. Raises StorageUnavailableError."""
        await asyncio.to_thread(self._create_bucket)

    async def put(self, key: str, content: bytes, content_type: str) -> None:
        """Store or replace an object. Raises StorageUnavailableError."""
        check_object_key(key)
        with _storage_errors(key):
            await asyncio.to_thread(
                self._client.put_object, Bucket=self._bucket, Key=key, Body=content, ContentType=content_type
            )

    async def upload(self, key: str, source: BinaryIO, content_type: str) -> None:
        """Store or replace an object from a file, in parts. Raises StorageUnavailableError."""
        check_object_key(key)
        with _storage_errors(key):
            await asyncio.to_thread(self._upload, key, source, content_type)

    async def get(self, key: str) -> bytes:
        """The whole object. Raises BlobMissingError, StorageUnavailableError."""
        check_object_key(key)
        with _storage_errors(key):
            return await asyncio.to_thread(self._get, key)

    async def download(self, key: str, target: BinaryIO) -> None:
        """Write the whole object to `target`, in chunks. Raises BlobMissingError, StorageUnavailableError."""
        check_object_key(key)
        with _storage_errors(key):
            await asyncio.to_thread(self._download, key, target)

    async def head(self, key: str) -> BlobInfo:
        """Size and type without the content. Raises BlobMissingError, StorageUnavailableError."""
        check_object_key(key)
        with _storage_errors(key):
            answer = await asyncio.to_thread(self._client.head_object, Bucket=self._bucket, Key=key)
        return BlobInfo(key=key, size=answer["ContentLength"], content_type=answer["ContentType"])

    async def delete(self, key: str) -> None:
        """Remove an object; a missing one is no error."""
        check_object_key(key)
        with _storage_errors(key):
            await asyncio.to_thread(self._client.delete_object, Bucket=self._bucket, Key=key)

    def signed_put(self, key: str, content_type: str, size: int, expires_in: timedelta) -> SignedRequest:
        """A URL that accepts exactly `size` bytes of that type, once signed headers are sent. Does no I/O."""
        check_object_key(key)
        parameters = {"Bucket": self._bucket, "Key": key, "ContentType": content_type, "ContentLength": size}
        url = self._presign("put_object", parameters, expires_in)
        return SignedRequest(url, "PUT", {"Content-Type": content_type, "Content-Length": str(size)})

    def signed_get(self, key: str, filename: str, expires_in: timedelta) -> SignedRequest:
        """A URL that serves the object as a download named `filename`. Does no I/O."""
        check_object_key(key)
        # RFC 6266: the starred form carries any alphabet.
        disposition = f"attachment; filename*=UTF-8''{quote(filename, safe='')}"
        parameters = {"Bucket": self._bucket, "Key": key, "ResponseContentDisposition": disposition}
        return SignedRequest(self._presign("get_object", parameters, expires_in), "GET", {})

    async def ready(self) -> None:
        """Return when the bucket answers, or raise StorageUnavailableError."""
        try:
            with _storage_errors("(bucket)"):
                await asyncio.to_thread(self._client.head_bucket, Bucket=self._bucket)
        except BlobMissingError as error:
            raise StorageUnavailableError(f"There is no bucket {self._bucket!r}.") from error

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
        self._signer.close()

    def _presign(self, operation: str, parameters: dict[str, Any], expires_in: timedelta) -> str:
        with _storage_errors(parameters["Key"]):
            return self._signer.generate_presigned_url(
                operation, Params=parameters, ExpiresIn=int(expires_in.total_seconds())
            )

    def _upload(self, key: str, source: BinaryIO, content_type: str) -> None:
        from boto3.exceptions import S3UploadFailedError  # noqa: PLC0415  # see _client

        source.seek(0)
        try:
            self._client.upload_fileobj(source, self._bucket, key, ExtraArgs={"ContentType": content_type})
        except S3UploadFailedError as error:
            raise StorageUnavailableError(f"The object store refused {key!r}.") from error

    def _get(self, key: str) -> bytes:
        with self._client.get_object(Bucket=self._bucket, Key=key)["Body"] as body:
            return body.read()

    def _download(self, key: str, target: BinaryIO) -> None:
        with closing(self._client.get_object(Bucket=self._bucket, Key=key)["Body"]) as body:
            target.writelines(body.iter_chunks(_CHUNK_BYTES))

    def _create_bucket(self) -> None:
        from botocore.exceptions import ClientError  # noqa: PLC0415  # see _client

        with _storage_errors("(bucket)"):
            try:
                # us-east-1 is the one region that must not be named here.
                if self._region == "us-east-1":
                    self._client.create_bucket(Bucket=self._bucket)
                else:
                    self._client.create_bucket(
                        Bucket=self._bucket,
                        CreateBucketConfiguration={"LocationConstraint": self._region},  # type: ignore[typeddict-item]  # any S3-like store names its own regions
                    )
            except ClientError as error:
                if _code(error) != _BUCKET_IS_OURS:
                    raise


def _client(endpoint: str | None, region: str, access_key: str, secret_key: str) -> "S3Client":
    # Imported here: boto3 costs 0.3 s and 30 MB that a process on the disk store need not pay.
    import boto3  # noqa: PLC0415
    from botocore.config import Config  # noqa: PLC0415

    return boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name=region,
        aws_access_key_id=access_key,
        aws_secret_access_key=secret_key,
        config=Config(
            signature_version="s3v4",
            s3={"addressing_style": "path" if endpoint else "virtual"},
            connect_timeout=CONNECT_TIMEOUT_SECONDS,
            read_timeout=READ_TIMEOUT_SECONDS,
            retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
            # The newer default adds a checksum to signed URLs that a browser would have to compute, and that
            # several S3-like stores refuse.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        ),
    )


@contextmanager
def _storage_errors(key: str) -> Iterator[None]:
    from botocore.exceptions import BotoCoreError, ClientError  # noqa: PLC0415  # see _client

    try:
        yield
    except ClientError as error:
        if _code(error) in _MISSING_OBJECT:
            raise BlobMissingError(f"There is no stored object {key!r}.") from error
        raise StorageUnavailableError(f"The object store refused {key!r}: {_code(error)}.") from error
    except BotoCoreError as error:
        raise StorageUnavailableError(f"The object store did not answer for {key!r}: {error}.") from error


def _code(error: Any) -> str:  # botocore's ClientError, which is imported late
    return str(error.response.get("Error", {}).get("Code", "unknown"))
