"""The two ways a command ends without effect. Both are answered privately; neither stores anything."""

from __future__ import annotations

from handlers.kit.messages import Button, Inline, Msg


class BadInput(Exception):
    """Something typed cannot be read.

    ``field`` is the argument's name (it places the error beside a form's field), ``why`` names the bad part,
    ``example`` is a right line to copy; without one the command's own example is shown.
    """

    def __init__(self, field: str, why: Msg, example: Inline | None = None, buttons: tuple[Button, ...] = ()) -> None:
        super().__init__(f"{field}: {why.id}")
        self.field = field
        self.why = why
        self.example = example
        self.buttons = buttons


class Refused(Exception):
    """The person may not do this, or it cannot be done as things stand; ``buttons`` offer what can be."""

    def __init__(self, why: Msg, buttons: tuple[Button, ...] = ()) -> None:
        super().__init__(why.id)
        self.why = why
        self.buttons = buttons
