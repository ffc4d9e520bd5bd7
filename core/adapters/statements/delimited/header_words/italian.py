from typing import Final

from core.adapters.statements.delimited.column_role import Role

ITALIAN: Final = {
    Role.OPERATION_DATE: "data operazione|data dell operazione|data transazione|data acquisto|data di inizio",
    Role.BOOKING_DATE: "data|data contabile|data registrazione|data contabilizzazione|data di completamento|"
    "data movimento|giorno",
    Role.VALUE_DATE: "data valuta|valuta data|valuta",
    Role.AMOUNT: "importo|importo operazione|importo netto|somma",
    Role.ORIGINAL_AMOUNT: "importo originale|importo in divisa|importo in valuta|importo divisa estera",
    Role.DEBIT: "addebito|addebiti|uscita|uscite|dare|importo dare|spese",
    Role.CREDIT: "accredito|accrediti|entrata|entrate|avere|importo avere|ricavi",
    Role.DIRECTION: "segno|dare avere|tipo|tipo operazione|tipo movimento",
    Role.BALANCE: "saldo|saldo contabile|saldo disponibile|saldo progressivo",
    Role.CURRENCY: "divisa|codice divisa|codice valuta|valuta",
    Role.ORIGINAL_CURRENCY: "divisa originale|valuta originale|divisa estera",
    Role.DESCRIPTION: "descrizione|descrizione operazione|descrizione operazioni|operazione|descrizione completa|"
    "causale descrizione|descrizione estesa|dettagli",
    Role.SECOND_DESCRIPTION: "causale|note|messaggio|riferimento|descrizione aggiuntiva|informazioni aggiuntive",
    Role.COUNTERPARTY: "beneficiario|ordinante|controparte|esercente|nome|nome controparte|beneficiario ordinante",
    Role.COUNTERPARTY_ACCOUNT: "iban beneficiario|conto beneficiario|iban controparte|conto controparte",
    Role.CATEGORY: "categoria",
    Role.BANK_ID: "numero operazione|id transazione|codice operazione|riferimento operazione|numero transazione",
    Role.ACCOUNT: "conto|numero conto|conto o carta|numero di conto|conto corrente",
    Role.STATUS: "stato",
    Role.IGNORED: "contabilizzazione|caus|moneymap|costo|commissione|commissioni|cambio|tasso di cambio|prodotto|"
    "numero carta|carta|ora|saldo iniziale",
}
