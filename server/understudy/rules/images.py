"""Image rules: an image can be decoded, is what it says it is, and is neither too big nor too many."""

from collections.abc import Iterator
from typing import Final

from ..api import images
from ..api.images import Picture
from ..api.media import Medium, decoded
from ..api.request import Request
from .rule import Rule

_VISION: Final = "build-with-claude/vision"

_HEAD: Final = 128 * 1_024
"""Characters of base64 in which the size of nearly every image is found."""
_MEGABYTES: Final = {2025: 5, 2026: 10}
"""How big an image may be, by the year of the model's texts."""
_SIDE: Final = 8_000
_MANY: Final = 20
_SIDE_OF_MANY: Final = 2_000
"""Pixels of a side, and of one where a request has more than so many images."""


def image_present(request: Request) -> str | None:
    """A base64 image is not empty."""
    for image in _held(request):
        if not image.payload:
            return f"{image.path}.image.source.base64: image cannot be empty"
    return None


def image_size(request: Request) -> str | None:
    """A base64 image has at most 10 MB, or 5 MB on older models, as it is encoded."""
    megabytes = _MEGABYTES[request.record.wording]
    most = megabytes << 20
    for image in _held(request):
        size = len(image.payload or "")
        if size > most:
            words = f"image exceeds {megabytes} MB maximum: {size} bytes > {most} bytes"
            return f"{image.path}.image.source.base64: {words}"
    return None


def image_base64(request: Request) -> str | None:
    """A base64 image is base64, and no data URI."""
    for image in _held(request):
        if decoded(image.payload or "") is None:
            data = ".data" if request.record.wording == 2025 else ""
            return f"{image.path}.image.source.base64{data}: invalid base64 data"
    return None


def image_readable(request: Request) -> str | None:
    """An image is a PNG, JPEG, GIF or WebP."""
    return "Could not process image" if any(_picture(image) is None for image in _held(request)) else None


def image_media_type(request: Request) -> str | None:
    """An image is of the media type it is said to be."""
    for image, picture in _pictures(request):
        said = image.source["media_type"]
        if picture.media_type == said:
            continue
        if request.record.wording == 2025:
            words = f"Image does not match the provided media type {said}"
            return f"{image.path}.image.source.base64.data: {words}"
        return (
            f"{image.path}.image.source.base64: The image was specified using the {said} media type,"
            f" but the image appears to be a {picture.media_type} image"
        )
    return None


def image_dimensions(request: Request) -> str | None:
    """No side of an image has more than 8000 pixels, nor more than 2000 where there are more than 20 images."""
    many = len(request.media.images) > _MANY
    most = _SIDE_OF_MANY if many else _SIDE
    for image, picture in _pictures(request):
        if max(picture.width, picture.height) > most:
            many_images = " for many-image requests" if many else ""
            return (
                f"{image.path}.image.source.base64.data: At least one of the image dimensions exceed max allowed size"
                f"{many_images}: {most} pixels"
            )
    return None


def _held(request: Request) -> Iterator[Medium]:
    """The images that a request brings along."""
    return (image for image in request.media.images if image.payload is not None)


def _pictures(request: Request) -> Iterator[tuple[Medium, Picture]]:
    return ((image, picture) for image in _held(request) if (picture := _picture(image)))


def _picture(image: Medium) -> Picture | None:
    """What an image's head says; the rest is only decoded where that says nothing."""
    payload = image.payload or ""
    head = payload[:_HEAD].replace("\n", "").replace("\r", "")
    found = images.look(decoded(head[: len(head) // 4 * 4]) or b"")
    return found if found or len(payload) <= _HEAD else images.look(decoded(payload) or b"")


RULES: Final = (
    Rule("image_present", _VISION, image_present, about=("image",)),
    Rule("image_size", _VISION, image_size, about=("image",)),
    Rule("image_base64", _VISION, image_base64, about=("image",)),
    Rule("image_readable", _VISION, image_readable, about=("image",)),
    Rule("image_media_type", _VISION, image_media_type, about=("image",)),
    Rule("image_dimensions", _VISION, image_dimensions, about=("image",)),
)
