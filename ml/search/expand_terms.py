"""What the words of a question mean: their synonyms, translations, spellings in the other alphabet."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from core.ports.search_index import SearchTerm
from ml.embeddings.lexicon import Lexicon, load_lexicon
from ml.text.fold import normalise, transliterate

MAX_TERMS: Final = 16
MAX_RELATED: Final = 60
_TOKEN: Final = re.compile(r"[^\W_]+(?:[-./][^\W_]+)*")
_LETTERS: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CYRILLIC: Final = {
    "shch": "щ", "sch": "щ", "zh": "ж", "kh": "х", "ts": "ц", "ch": "ч", "sh": "ш", "yu": "ю", "ya": "я", "yo": "е",
    "ju": "ю", "ja": "я", "ph": "ф", "ck": "к", "a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г",
    "h": "х", "i": "и", "j": "й", "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р",
    "s": "с", "t": "т", "u": "у", "v": "в", "w": "в", "x": "кс", "y": "ы", "z": "з",
}  # fmt: skip
_SOUND: Final = re.compile("|".join(_CYRILLIC))
_STANDARD: Final = {"х": "kh", "ц": "ts", "ю": "yu", "я": "ya", "щ": "shch", "й": "y", "ы": "y"}
_FRAME_TEXT: Final = (
    "а в во и или за из к ко на над не о об обо от до по под при про с со у для без что где как какой какая какие "
    "когда "
    "сколько ли же бы мой моя мои мое моих мне меня я мы наш наши был была были было есть это этот эти все всё весь "
    "найди найти найдите покажи показать покажите дай выведи нужен нужна нужны ищу поищи документ документы документов "
    "файл файлы покупка покупки покупок покупку покупал купил купила купили куплен куплено оплата оплаты "
    "оплату оплатил оплатила оплатили оплачивал платил платила платили платеж платежи потратил потратила потратили "
    "потрачено расход расходы расходов трата траты трат стоил стоила стоит сумма сумму суммы что-нибудь что-то "
    "какой-нибудь какие-нибудь связанное связанные которые который которая брал брала взял заказал заказала заказывал "
    "пил пили пила ел ели ела ходил ходили ходила ездил ездили ездила использовал обслуживание "
    "a an and any about all are at by can did do does find for from get give had has have how i in is it list locate "
    "look many me much my of on or our out over paid pay paying payment payments please purchase purchased purchases "
    "bought buy search see show some spend spending spent that the their them there these they things this to up was "
    "we were what when where which who with you documents document file files papers paper anything something related "
    "expense expenses cost costs got ordered stuff no number номер"
)
_WEAK_TEXT: Final = (
    "новый новая новое новые новую новых старый старая старые хороший большой маленький другой работа работы работе "
    "работу дом дома дому офис офиса офисе новогодний личный наш жена жене муж мужу сын дочь мама маме друг "
    "new old good big small other work home office house personal wife husband son daughter friend place side"
)
_WEAK: Final = frozenset(_WEAK_TEXT.split())
_FOR: Final = frozenset(("для", "for", "под"))
_WEIGHT_OF_WEAK: Final = 0.3
_WEIGHT_OF_PURPOSE: Final = 0.5
_CASE_ENDING: Final = re.compile(r"(?<=[а-я]{3}[бвгджзклмнпрстфхцчшщ])(?:а|у|е|ом|ы|и)$")
_FLEETING: Final = re.compile(r"([бвгджзклмнпрстфхцчшщ])[оеё](к|ц)$")
_GATHERED: Final = re.compile(r"([бвгджзклмнпрстфхцчшщ])ка$")
_SHORTEST_NOUN: Final = 4
_ARTICLES: Final = frozenset(("a", "an", "the", "my", "our"))
_HUSHED: Final = "жчшщ"
_FRAME: Final = frozenset(_FRAME_TEXT.replace("ё", "е").split()) - {"paper", "files"}


def expand_terms(topic: str, lexicon: Lexicon | None = None) -> tuple[SearchTerm, ...]:
    """The terms of a topic, at most 16, in the order asked; words that only frame the question are left out.

    What a thing is for (`для офиса`, `for the printer`) counts half, and words such as `new` less, beside other terms.
    """
    terms = list(_terms(topic, load_lexicon() if lexicon is None else lexicon))
    if len(terms) == 1:
        terms = [replace(terms[0], weight=1.0)]
    return tuple(dict.fromkeys(terms))[:MAX_TERMS]


def _terms(topic: str, lexicon: Lexicon) -> Iterator[SearchTerm]:
    words = [normalise(word) for word in _TOKEN.findall(topic)]
    place = 0
    is_purpose = False
    while place < len(words):
        size, concepts = lexicon.find(words, place)
        if size == 1 and words[place] in _FRAME:
            is_purpose = words[place] in _FOR or (is_purpose and words[place] in _ARTICLES)
            place += 1
            continue
        word = " ".join(words[place : place + size])
        term = _known(word, concepts, lexicon) if concepts else SearchTerm(word, spellings(word))
        # What stands before `for` is the thing itself; a question that begins with it asks for the purpose.
        weight = _WEIGHT_OF_PURPOSE if is_purpose and place > 1 else 1.0
        yield replace(term, weight=min(weight, _WEIGHT_OF_WEAK) if word in _WEAK else weight)
        place += size


def _known(word: str, concepts: tuple[int, ...], lexicon: Lexicon) -> SearchTerm:
    same = dict.fromkeys(
        form for concept in concepts for entry in lexicon.entries[concept] for form in _forms(entry) if form != word
    )
    related = dict.fromkeys(
        form
        for concept in concepts
        if concept in lexicon.heads
        for member in lexicon.members(lexicon.heads[concept])
        for entry in lexicon.entries[member]
        for form in _forms(entry)
        if form not in same and form != word
    )
    return SearchTerm(word, tuple(same), tuple(related)[:MAX_RELATED])


def _forms(entry: str) -> Iterator[str]:
    """An entry, and the form in which a vowel of its ending comes or goes: `цыплёнок` `цыплёнка`, `ручка` `ручек`."""
    yield entry
    fleeting = _FLEETING.search(entry)
    if fleeting and len(entry) > _SHORTEST_NOUN:
        yield f"{entry[: fleeting.start()]}{fleeting[1]}{fleeting[2]}а"
    gathered = _GATHERED.search(entry)
    if gathered:
        yield f"{entry[: gathered.start()]}{gathered[1]}{'е' if gathered[1] in _HUSHED else 'о'}к"


def spellings(word: str) -> tuple[str, ...]:
    """A name in the other alphabet, the ways it is mostly written; none for what is no word of letters."""
    if not _LETTERS.fullmatch(word):
        return ()
    if word.isascii():
        first = _SOUND.sub(lambda match: _CYRILLIC[match[0]], word)
        return tuple(dict.fromkeys((first, first.replace("ы", "и"), first.replace("ы", "й"))))
    bare = _CASE_ENDING.sub("", word)  # `озона`, `озоне`: a name in Latin letters has no cases
    standard = ["".join(_STANDARD.get(letter, letter) for letter in one) for one in (word, bare)]
    return tuple(dict.fromkeys(map(transliterate, (word, standard[0], bare, standard[1]))))
