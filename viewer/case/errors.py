"""The two kinds of failure: the world's (a sentence for the reader) and ours (a crash report)."""


class KnownError(Exception):
    """The world's fault: an unreadable file, no space, a missing slice, a wrong request.

    `text` is one sentence in words of the task; `advice` says what to do next and may be empty.
    Anything that is not a `KnownError` is our bug.
    """

    def __init__(self, text: str, advice: str = "") -> None:
        super().__init__(text)
        self.text = text
        self.advice = advice

    def __str__(self) -> str:
        return f"{self.text} {self.advice}".strip()

    def __reduce__(self) -> tuple[type, tuple[str, str]]:
        return type(self), (self.text, self.advice)


class NotYetError(KnownError):
    """What was asked for will be there in a moment: said, and gone from the screen by itself."""
