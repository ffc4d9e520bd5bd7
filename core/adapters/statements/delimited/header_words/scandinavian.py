from typing import Final

from core.adapters.statements.delimited.column_role import Role

SCANDINAVIAN: Final = {
    Role.OPERATION_DATE: "transaktionsdag|transaktionsdatum|köpdatum|transaksjonsdato|transaktionsdato|købsdato|"
    "kjøpsdato|startdato",
    Role.BOOKING_DATE: "datum|bokföringsdag|bokföringsdatum|reskontradatum|bokförd|dato|bogføringsdato|bokføringsdato|"
    "bokført dato|bogført|bokført",
    Role.VALUE_DATE: "valutadag|valutadatum|rentedato|valørdato|valuteringsdag|valørdag|rentedag",
    Role.AMOUNT: "belopp|beløb|beløp",
    Role.ORIGINAL_AMOUNT: "utländskt belopp|ursprungligt belopp|oprindeligt beløb|originalt beløp|beløp i valuta",
    Role.DEBIT: "uttag|utgift|utgifter|ut|ut fra konto|ut av konto|hævet|udgift|udgifter",
    Role.CREDIT: "insättning|insättningar|inkomst|inkomster|inn|inn på konto|indsat|indtægt|inntekt",
    Role.DIRECTION: "typ|type",
    Role.BALANCE: "saldo|bokfört saldo|bogført saldo|bokført saldo|disponibelt belopp|disponibel saldo",
    Role.CURRENCY: "valuta|valutakod|valutakode|møntfod",
    Role.DESCRIPTION: "beskrivning|text mottagare|rubrik|text|tekst|beskrivelse|forklaring|meddelande|specifikation|"
    "posteringstekst",
    Role.SECOND_DESCRIPTION: "egen anteckning|besked|melding|kommentar|referens|note|notat",
    Role.COUNTERPARTY: "namn|avsändare mottagare|motpart|modtager|navn|mottaker|butik",
    Role.COUNTERPARTY_ACCOUNT: "motkonto|mottagarkonto|modtagerkonto|til konto|motpartens kontonummer",
    Role.PAYER: "avsändare|afsender|avsender",
    Role.PAYEE: "mottagare",
    Role.CATEGORY: "kategori",
    Role.BANK_ID: "verifikationsnummer|arkivreferens|arkivreferanse|referanse|transaktions nummer|løbenummer",
    Role.ACCOUNT: "konto|kontonummer|kontonr",
    Role.IGNORED: "radnummer|clearingnummer|clnr|produkt|avgift|gebyr|kurs|växelkurs|kortnummer|tid",
}
