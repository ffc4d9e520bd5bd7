from typing import Final

from core.adapters.statements.delimited.column_role import Role

GERMAN: Final = {
    Role.OPERATION_DATE: "datum des beginns|transaktionsdatum|belegdatum|kaufdatum|umsatzdatum",
    Role.BOOKING_DATE: "datum des abschlusses|datum|buchungstag|buchungsdatum|buchung|tag",
    Role.VALUE_DATE: "wertstellung|wert|valuta|valutadatum|wertstellungstag|valuta datum|wertstellungsdatum",
    Role.AMOUNT: "betrag|umsatz|buchungsbetrag|summe|umsatz in eur|betrag in eur",
    Role.ORIGINAL_AMOUNT: "originalbetrag|fremdwährungsbetrag|betrag in fremdwährung|ursprungsbetrag|"
    "betrag originalwährung|betrag fremdwährung",
    Role.DEBIT: "soll|belastung|ausgang|ausgaben|lastschrift|belastungen|auszahlung|ausgabe",
    Role.CREDIT: "haben|gutschrift|eingang|einnahmen|gutschriften|einzahlung|einnahme",
    Role.DIRECTION: "soll haben|s h|umsatztyp|buchungsart|kennzeichen|vorzeichen|soll haben kennzeichen",
    Role.BALANCE: "saldo|kontostand|saldo nach buchung|neuer saldo|kontosaldo",
    Role.CURRENCY: "währung|waehrung|devise",
    Role.ORIGINAL_CURRENCY: "originalwährung|fremdwährung",
    Role.DESCRIPTION: "verwendungszweck|beschreibung|vorgang verwendungszweck|zweck|bezeichnung|"
    "buchungsdetails|bemerkung",
    Role.SECOND_DESCRIPTION: "buchungstext|notiz|notizen|umsatzart|mitteilung",
    Role.COUNTERPARTY: "auftraggeber empfänger|empfänger|begünstigter zahlungspflichtiger|zahlungspartner|"
    "zahlungsempfänger|beguenstigter zahlungspflichtiger|name zahlungsbeteiligter|auftraggeber|partnername|name|"
    "händler|empfänger auftraggeber|zahlungsempfänger in|auftraggeber begünstigter|"
    "auftraggeber zahlungsempfänger|gegenpartei|zahlungsbeteiligter",
    Role.COUNTERPARTY_ACCOUNT: "kontonummer iban|iban zahlungsbeteiligter|partner iban|kontonummer|"
    "gegenkonto|konto empfänger|iban empfänger|kontonummer empfänger",
    Role.PAYER: "zahlungspflichtiger|zahlungspflichtige r",
    Role.PAYEE: "begünstigter",
    Role.CATEGORY: "kategorie",
    Role.BANK_ID: "referenz|referenznummer|transaktionsnummer|transaktions id|umsatz id|buchungsreferenz|"
    "kundenreferenz",
    Role.ACCOUNT: "auftragskonto|konto|eigenes konto|iban auftragskonto",
    Role.STATUS: "status|info|buchungsstatus",
    Role.IGNORED: "gläubiger id|mandatsreferenz|bic|bic swift code|sammlerreferenz|kundenreferenz end to end|"
    "kurs|gebühr|glaeubiger id|lastschrift ursprungsbetrag|auslagenersatz ruecklastschrift|blz|bankleitzahl|"
    "kartennummer|karte|uhrzeit",
}
