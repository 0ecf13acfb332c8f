"""The guard at the door for files: one that is too large is not kept, but the rest of the form still arrives."""

from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _

from suketto.foundation.refusals import Refusal


class TooMuchAtOnce(Refusal):
    """The whole request is larger than any set of allowed files could be."""

    status = 413


class TooLargeToKeep(UploadedFile[Any]):
    """What is left of a file over the limit: its name and its true size, so that the action can refuse it by name."""

    def read(self, *_size: int) -> bytes:
        return b""

    def seek(self, *_place: int) -> int:
        return 0

    def chunks(self, chunk_size: int | None = None) -> Any:
        return iter(())


def request_limit() -> int:
    """Bytes one request may carry: four full attachments and their texts."""
    return int(settings.ATTACHMENT_MAX_BYTES) * 4


class GuardedUpload(FileUploadHandler):
    """Lets go of the bytes of a file from the moment it grows past the limit, and remembers how large it was."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.received = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        self.received += len(raw_data)
        return None if self.received > settings.ATTACHMENT_MAX_BYTES else raw_data

    def file_complete(self, file_size: int) -> UploadedFile[Any] | None:
        if self.received <= settings.ATTACHMENT_MAX_BYTES:
            return None
        return TooLargeToKeep(name=self.file_name, content_type=self.content_type, size=self.received)


def refuse_if_too_large(content_length: int) -> None:
    """Refuses, naming the limit, a request that announces more than `request_limit()` bytes."""
    if content_length > request_limit():
        raise TooMuchAtOnce(
            _("送信できるのは全部で %(limit)d MB までです。ファイルを減らすか、社内のファイル転送をお使いください。"),
            limit=request_limit() // 1024 // 1024,
        )
