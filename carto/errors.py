"""What can be wrong with the input, said in one sentence and traced to a line."""


class InputError(Exception):
    """The document, or a data file about it, cannot be used as it is.

    The message is for whoever runs the build: it names the file and the line, and
    is shown without a traceback (exit code 2).
    """

    def __init__(self, message: str, *, line: int | None = None, file: str | None = None) -> None:
        place = ", ".join(part for part in (file, f"ligne {line}" if line is not None else None) if part)
        super().__init__(f"{place} : {message}" if place else message)
        self.line = line
        self.file = file


class NotConforming(Exception):
    """The graph breaks a SHACL shape (exit code 1)."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems
