from typing import Final

from core.adapters.statements.delimited.column_role import Role

POLISH: Final = {
    Role.OPERATION_DATE: "data operacji|data transakcji|data rozpoczęcia|data wykonania|data zlecenia",
    Role.BOOKING_DATE: "data|data księgowania|data rozliczenia|data zrealizowania|data zaksięgowania",
    Role.VALUE_DATE: "data waluty|data efektywna",
    Role.AMOUNT: "kwota|kwota operacji|kwota transakcji|kwota transakcji waluta rachunku",
    Role.ACCOUNT_AMOUNT: "kwota w walucie rachunku",
    Role.ORIGINAL_AMOUNT: "kwota płatności w walucie|kwota w walucie|kwota oryginalna|kwota w walucie operacji",
    Role.DEBIT: "obciążenie|obciążenia|wydatki|wypłata|wypłaty|kwota obciążenia|wn",
    Role.CREDIT: "uznanie|uznania|wpływy|wpłata|wpłaty|kwota uznania|ma",
    Role.DIRECTION: "strona|wn ma|typ|typ transakcji|rodzaj|rodzaj transakcji|rodzaj operacji|typ operacji",
    Role.BALANCE: "saldo|saldo po operacji|saldo po transakcji|saldo końcowe|saldo rachunku",
    Role.CURRENCY: "waluta|kod waluty",
    Role.ACCOUNT_CURRENCY: "waluta rachunku",
    Role.OPERATION_CURRENCY: "waluta operacji|waluta transakcji",
    Role.DESCRIPTION: "tytuł|opis|opis operacji|opis transakcji|szczegóły|szczegóły transakcji|tytułem|"
    "tytuł przelewu|tytuł operacji",
    Role.SECOND_DESCRIPTION: "notatka|uwagi|komentarz|wiadomość",
    Role.COUNTERPARTY: "nadawca odbiorca|odbiorca zleceniodawca|dane kontrahenta|kontrahent|nazwa kontrahenta|"
    "odbiorca nadawca|nadawca odbiorcy",
    Role.COUNTERPARTY_ACCOUNT: "numer konta|nr rachunku|rachunek kontrahenta|numer rachunku kontrahenta|"
    "na konto z konta|konto kontrahenta|rachunek nadawcy odbiorcy",
    Role.PAYER: "nadawca|nazwa nadawcy|zleceniodawca",
    Role.PAYEE: "odbiorca|nazwa odbiorcy",
    Role.PAYER_ACCOUNT: "numer rachunku nadawcy|rachunek nadawcy",
    Role.PAYEE_ACCOUNT: "numer rachunku odbiorcy|rachunek odbiorcy",
    Role.CATEGORY: "kategoria",
    Role.BANK_ID: "nr transakcji|numer transakcji|numer referencyjny|identyfikator|numer operacji|nr referencyjny",
    Role.ACCOUNT: "konto|rachunek|numer rachunku|numer rachunku karty|mój rachunek",
    Role.STATUS: "stan",
    Role.IGNORED: "nazwa banku|kwota blokady zwolnienie blokady|opłata|prowizja|kurs|produkt|numer karty|karta|"
    "saldo początkowe",
}
