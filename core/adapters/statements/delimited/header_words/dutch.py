from typing import Final

from core.adapters.statements.delimited.column_role import Role

DUTCH: Final = {
    # First, so that "naam", some banks' word for the account's holder, is the other side's only where no other head is.
    Role.IGNORED: "naam|rubrieknaam|afschriftnummer|rekeninguittrekselnummer|bic tegenpartij|adres tegenpartij|koers|"
    "kosten|naam uiteindelijke partij|naam initiërende partij|machtigingskenmerk|incassant id|batch id|"
    "reden retour|beginsaldo|straat en nummer|postcode en plaats|landcode|kredietkaart|kaarthouder|tag",
    Role.OPERATION_DATE: "transactiedatum|datum verrichting|uitvoeringsdatum|startdatum",
    Role.BOOKING_DATE: "datum|boekingsdatum|boekdatum|datum verrekening|datum voltooid|verwerkingsdatum",
    Role.VALUE_DATE: "rentedatum|valutadatum|valuta",
    Role.AMOUNT: "bedrag|transactiebedrag|mutatiebedrag",
    Role.ORIGINAL_AMOUNT: "oorspr bedrag|oorspronkelijk bedrag|bedrag vreemde valuta",
    Role.DEBIT: "debet|af|uitgaven|bedrag af|uit",
    Role.CREDIT: "credit|bij|inkomsten|bedrag bij",
    Role.DIRECTION: "af bij|bij af|debet credit|d c",
    Role.BALANCE: "saldo|saldo na mutatie|saldo na trn|saldo na transactie|eindsaldo|nieuw saldo",
    Role.CURRENCY: "munt|muntsoort|devies|valutacode|valuta",
    Role.ORIGINAL_CURRENCY: "oorspr munt|oorspronkelijke munt",
    Role.DESCRIPTION: "omschrijving|naam omschrijving|beschrijving|transactieomschrijving",
    Role.SECOND_DESCRIPTION: "mededelingen|mededeling|vrije mededeling|toelichting|notitie|betalingskenmerk|"
    "gestructureerde mededeling|mutatiesoort",
    Role.COUNTERPARTY: "naam tegenpartij|naam tegenpartij bevat|tegenpartij|begunstigde|naam|handelaar|ontvanger|"
    "naam tegenrekening",
    Role.COUNTERPARTY_ACCOUNT: "tegenrekening|rekening tegenpartij|rekeningnummer tegenpartij|"
    "tegenrekening iban bban|iban tegenpartij|rekening begunstigde",
    Role.CATEGORY: "categorie",
    Role.BANK_ID: "transactiereferentie|transactienummer|referentie|volgnr|volgnummer",
    Role.ACCOUNT: "rekening|rekeningnummer|iban bban|eigen rekening",
    Role.STATUS: "toestand",
}
