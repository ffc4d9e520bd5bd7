"""Check digits of European VAT numbers, for the countries whose rule is public and simple."""

from typing import Final

_GERMAN_MODULUS: Final = 11
_BRITISH_WEIGHTS: Final = (8, 7, 6, 5, 4, 3, 2)
_BRITISH_MODULUS: Final = 97
_BRITISH_NEW_SHIFT: Final = 55
_AUSTRIAN_EIGHT: Final = 8


def has_valid_vat_check(number: str) -> bool:
    """Whether the check digits of a VAT number without spaces are right; true for countries that are not checked.

    Germany (ISO 7064 mod 11,10), Great Britain (mod 97, both series), Austria and Belgium are checked.
    """
    country, digits = number[:2], number[2:]
    if country == "DE":
        return _german(digits)
    if country == "GB":
        weighed = sum(int(digit) * weight for digit, weight in zip(digits, _BRITISH_WEIGHTS, strict=False))
        rest = (weighed + int(digits[7:9])) % _BRITISH_MODULUS
        return rest in {0, _BRITISH_MODULUS - _BRITISH_NEW_SHIFT}
    if country == "AT":
        return _austrian(digits[1:])
    if country == "BE":
        return int(digits[-2:]) == _BRITISH_MODULUS - int(digits[:-2]) % _BRITISH_MODULUS
    return True


def _german(digits: str) -> bool:
    product = 10
    for digit in digits[:-1]:
        rest = (int(digit) + product) % 10 or 10
        product = 2 * rest % _GERMAN_MODULUS
    return (_GERMAN_MODULUS - product) % 10 == int(digits[-1])


def _austrian(digits: str) -> bool:
    doubled = [sum(divmod(2 * int(digit), 10)) if place % 2 else int(digit) for place, digit in enumerate(digits[:-1])]
    return (96 - sum(doubled)) % 10 == int(digits[-1]) and len(digits) == _AUSTRIAN_EIGHT
