"""The guard at the door for files: too large is refused while it is still arriving, not after two gigabytes."""

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload, UploadFileException
from django.utils.translation import gettext as _

from suketto.foundation.refusals import Refusal


class TooMuchAtOnce(Refusal, UploadFileException):
    """The whole request is larger than any set of allowed files could be."""

    status = 413


def request_limit() -> int:
    """Bytes one request may carry: four full attachments and their texts."""
    return int(settings.ATTACHMENT_MAX_BYTES) * 4


class GuardedUpload(FileUploadHandler):
    """Refuses by the announced length before a byte is read, and stops a file that grows past the limit."""

    def handle_raw_input(
        self,
        input_data: Any,
        META: dict[str, Any],  # noqa: N803  (Django names it so)
        content_length: int,
        boundary: Any,
        encoding: Any = None,
    ) -> None:
        if content_length > request_limit():
            self.refused = True
            raise StopUpload(connection_reset=True)

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        self.received += len(raw_data)
        if self.received > settings.ATTACHMENT_MAX_BYTES:
            raise StopUpload(connection_reset=True)
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None


def refuse_if_too_large(content_length: int) -> None:
    """Refuses, naming the limit, a request that announces more than `request_limit()` bytes."""
    if content_length > request_limit():
        raise TooMuchAtOnce(
            _("送信できるのは全部で %(limit)d MB までです。ファイルを減らすか、社内のファイル転送をお使いください。"),
            limit=request_limit() // 1024 // 1024,
        )
