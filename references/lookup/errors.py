"""What can come of a look-up instead of details. Each carries a sentence for the person who asked."""


class LookUpError(Exception):
    pass


class NotFound(LookUpError):
    """Whoever knows this kind of identifier has no such work. Asking again does not help."""


class Refused(NotFound):
    """The address is none that this site fetches: not http, or inside a private network."""


class Unavailable(LookUpError):
    """Nobody could say: the catalogue is down, slow, limited, or sent something unreadable. Says nothing of the work.

    `retry_after`: seconds until it may be asked again, where that is known.
    """

    def __init__(self, sentence, *, retry_after=None):
        super().__init__(sentence)
        self.retry_after = retry_after
