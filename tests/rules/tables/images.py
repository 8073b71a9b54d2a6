"""Images: they can be decoded, are what they are said to be, and are neither too big nor too many."""

from typing import Any, Final

from tests.rules.cases import OPUS, Refused, Table, ask, assistant, text, tool, tool_result, tool_use, user
from tests.support import media

SONNET: Final = "claude-sonnet-4-20250514"
"""A model that is refused in the texts of 2025."""
SMALL: Final = media.png(2, 2)


def image(data: str = SMALL, media_type: str = "image/png") -> dict[str, Any]:
    return {"type": "image", "source": {"type": "base64", "media_type": media_type, "data": data}}


def of_url(url: str = "https://example.com/a.png") -> dict[str, Any]:
    return {"type": "image", "source": {"type": "url", "url": url}}


def shown(*content: Any, **members: Any) -> Any:
    """A tool that shows images."""
    conversation = user("Hi"), assistant(tool_use()), user(tool_result(content=list(content)))
    return ask(*conversation, tools=[tool()], **members)


def in_document(content: Any) -> dict[str, Any]:
    return {"type": "document", "source": {"type": "content", "content": [content]}}


def padded(size: int) -> str:
    """An image that is so long in base64."""
    return media.PNG[:96] + "A" * (size - 96)


MISMATCH = "The image was specified using the image/png media type, but the image appears to be a image/jpeg image"
DIMENSIONS = "At least one of the image dimensions exceed max allowed size"

TABLES: Final = {
    "image_present": Table(
        refuses=(
            Refused(ask(user(image(""))), "messages.0.content.0.image.source.base64: image cannot be empty"),
            Refused(
                shown(image(), image("")),
                "messages.2.content.0.tool_result.content.1.image.source.base64: image cannot be empty",
            ),
        ),
        accepts=(ask(user(image())), ask(user(of_url())), shown(image()), shown()),
    ),
    "image_size": Table(
        refuses=(
            Refused(
                ask(user(image(padded(10_485_764)))),
                "messages.0.content.0.image.source.base64:"
                " image exceeds 10 MB maximum: 10485764 bytes > 10485760 bytes",
                "image-too-big-10",
            ),
            Refused(
                ask(user("Hi", image(padded(5_242_884))), model=SONNET),
                "messages.0.content.1.image.source.base64: image exceeds 5 MB maximum: 5242884 bytes > 5242880 bytes",
                "image-too-big",
            ),
        ),
        accepts=(
            ask(user(image(padded(10_485_760)))),
            ask(user(image(padded(5_242_880))), model=SONNET),
            ask(user(image(padded(5_242_884)))),
        ),
    ),
    "image_base64": Table(
        refuses=(
            Refused(
                ask(user(image(f"data:image/png;base64,{SMALL}"))),
                "messages.0.content.0.image.source.base64: invalid base64 data",
            ),
            Refused(ask(user(image("a"))), "messages.0.content.0.image.source.base64: invalid base64 data"),
            Refused(
                ask(user(image(SMALL[:-1])), model=SONNET),
                "messages.0.content.0.image.source.base64.data: invalid base64 data",
            ),
        ),
        accepts=(
            ask(user(image(media.png(3, 5)))),
            ask(user(image(f"{SMALL[:40]}\n{SMALL[40:]}\n"))),
            ask(user(of_url("not even a URL"))),
        ),
    ),
    "image_readable": Table(
        refuses=(
            Refused(ask(user(image("aGVsbG8="))), "Could not process image", "image-process"),
            Refused(ask(user(image("aGVsbG8=")), model=SONNET), "Could not process image", "image-process"),
            Refused(ask(user(image("iVBORw0KGgo="))), "Could not process image", "image-process"),
            Refused(ask(user(image(media.pdf(1)))), "Could not process image", "image-process"),
            Refused(shown(image("aGVsbG8=", "image/jpeg")), "Could not process image", "image-process"),
            Refused(ask(user(in_document(image("aGVsbG8=")))), "Could not process image", "image-process"),
            Refused(ask(user(image("aGVsbG8=")), counting=True), "Could not process image", "image-process"),
        ),
        accepts=(
            ask(user(image(media.PNG))),
            ask(user(image(media.JPEG, "image/jpeg"))),
            ask(user(image(media.PROGRESSIVE_JPEG, "image/jpeg"))),
            ask(user(image(media.GIF, "image/gif"))),
            ask(user(image(media.WEBP, "image/webp"))),
            ask(user(image(media.LOSSLESS_WEBP, "image/webp"))),
            ask(user(image(media.WEBP_WITH_ALPHA, "image/webp"))),
            ask(user(in_document(image()))),
        ),
    ),
    "image_media_type": Table(
        refuses=(
            Refused(
                shown(text("Here:"), image(media.JPEG)),
                f"messages.2.content.0.tool_result.content.1.image.source.base64: {MISMATCH}",
                "image-media-type-mismatch",
            ),
            Refused(
                ask(user(image(), image(media.JPEG)), model=OPUS),
                f"messages.0.content.1.image.source.base64: {MISMATCH}",
            ),
            Refused(
                ask(user("Hi", image(media.PNG, "image/jpeg")), model=SONNET),
                "messages.0.content.1.image.source.base64.data:"
                " Image does not match the provided media type image/jpeg",
                "image-media-type-mismatch-old",
            ),
        ),
        accepts=(
            ask(user(image(media.JPEG, "image/jpeg"))),
            ask(user(image(media.PNG, "image/png")), model=SONNET),
            shown(image(media.GIF, "image/gif")),
        ),
    ),
    "image_dimensions": Table(
        refuses=(
            Refused(
                ask(user(image(media.png(8_001, 1)))),
                f"messages.0.content.0.image.source.base64.data: {DIMENSIONS}: 8000 pixels",
                "image-dimensions",
            ),
            Refused(
                shown(image(media.png(1, 8_001))),
                f"messages.2.content.0.tool_result.content.0.image.source.base64.data: {DIMENSIONS}: 8000 pixels",
            ),
            Refused(
                ask(user(*[image()] * 20, image(media.png(2_001, 1)))),
                f"messages.0.content.20.image.source.base64.data: {DIMENSIONS} for many-image requests: 2000 pixels",
                "image-many-dimensions",
            ),
            Refused(
                ask(user(image(media.png(1, 2_001)), *[of_url()] * 20), model=SONNET),
                f"messages.0.content.0.image.source.base64.data: {DIMENSIONS} for many-image requests: 2000 pixels",
                "image-many-dimensions",
            ),
        ),
        accepts=(
            ask(user(image(media.png(8_000, 1)))),
            ask(user(*[image()] * 19, image(media.png(2_001, 1)))),
            ask(user(*[image()] * 20, image(media.png(2_000, 2_000)))),
        ),
    ),
}
