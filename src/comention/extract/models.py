"""Which model finds the names in which documents: each is read in its own language."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from comention import languages
from comention.errors import ModelError
from comention.extract import Extractor, load_extractor
from comention.extract.spacy import no_model
from comention.languages.telling import tell
from comention.model import Document

_CODE = re.compile(r"[a-z]{2,3}")


class Models:
    """The models of a run: the `main` one, which was chosen, and for languages that it does not read the usual ones.

    `said` is the language of all documents, if the user says so: then the main model reads them all.
    """

    def __init__(self, main: Extractor, said: str | None = None) -> None:
        self.main, self.said = main, said
        self._others: dict[str, Extractor | None] = {}

    @cached_property
    def usual(self) -> str:
        """The language of documents that do not tell their own."""
        return self.said or self.main.language or languages.USUAL

    def language_of(self, document: Document) -> str:
        """Return the language as which a document is read: that which was said, its own, or what its text tells.

        Its own is a code of ISO 639; anything else, such as "English", is not understood.
        """
        own = document.language if document.language and _CODE.fullmatch(document.language) else None
        return self.said or own or tell(document.text, self.usual) or self.usual

    def of(self, language: str) -> Extractor | None:
        """Return the model for a language, or None if none is installed."""
        if self.said or self.main.language in (None, language):
            return self.main
        if language not in self._others:
            try:
                self._others[language] = load_extractor(language=language)
            except ModelError:
                self._others[language] = None
        return self._others[language]

    def identity(self, language: str) -> str:
        """Return what a text's extraction depends on, apart from the text: a model, and the rules of a language."""
        found = self.of(language)
        own = found.identity if found else "none"
        return own if language == languages.USUAL else f"{own} / {language}"

    def told(self, several: Iterable[str]) -> dict[str, str | None]:
        """Return the names of the models that read some languages, None where there is none."""
        return {language: found.model if (found := self.of(language)) else None for language in sorted(several)}

    def in_words(self, told: Mapping[str, str | None]) -> str:
        """Return the models that were told, each once, that of the usual language first; the main one if none was."""
        first = {self.usual: told[self.usual]} if self.usual in told else {}
        return ", ".join(dict.fromkeys(name for name in {**first, **told}.values() if name)) or self.main.model

    def missing(self, language: str) -> str | None:
        """Return why no names are found in documents of a language, and what to do about it; None if some are."""
        return None if self.of(language) else f"no names are looked for in it: {no_model(language)}"
