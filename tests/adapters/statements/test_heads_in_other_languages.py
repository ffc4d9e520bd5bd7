"""Tables as banks of other countries write them: their own heads, marks and words. All people and movements made up."""

from datetime import date
from decimal import Decimal

import pytest

from core.ports.statement_parser import BookingStatus, StatementLine
from tests.adapters.statements.reading import read, read_one

Movement = tuple[date, str, str, str | None, str | None]

TABLES: dict[str, tuple[str, str, list[Movement]]] = {
    "Dutch, with a column for the direction": (
        "EUR",
        (
            '"Datum","Naam / Omschrijving","Rekening","Tegenrekening","Code","Af Bij","Bedrag (EUR)","Mutatiesoort",'
            '"Mededelingen"\n'
            '"20240105","Bakkerij Smit","NL91ABNA0417164300","","BA","Af","12,50","Betaalautomaat","Pas 001"\n'
            '"20240108","Jansen BV","NL91ABNA0417164300","NL02RABO0123456789","OV","Bij","1.210,00","Online","F 7"\n'
        ),
        [
            (date(2024, 1, 5), "-12.50", "Bakkerij Smit", None, None),
            (date(2024, 1, 8), "1210.00", "Jansen BV", None, "NL02RABO0123456789"),
        ],
    ),
    "Dutch, with the balance after each": (
        "EUR",
        (
            '"IBAN/BBAN","Munt","BIC","Volgnr","Datum","Rentedatum","Bedrag","Saldo na trn","Tegenrekening IBAN/BBAN",'
            '"Naam tegenpartij","Omschrijving-1"\n'
            '"NL44RABO0123456789","EUR","RABONL2U","17","2024-03-01","2024-03-02","-337,49","+5257,28","NL91ABNA0417164300",'
            '"Huisbaas","Huur maart"\n'
        ),
        [(date(2024, 3, 1), "-337.49", "Huur maart", "Huisbaas", "NL91ABNA0417164300")],
    ),
    "French, debit and credit apart": (
        "EUR",
        (
            "Date de comptabilisation;Libelle simplifie;Libelle operation;Reference;Type operation;Categorie;Debit;"
            "Credit;Date operation;Date de valeur\n"
            "05/02/2024;BOULANGERIE;CB BOULANGERIE 0402;X1;Carte bancaire;Alimentation;-3,40;;04/02/2024;05/02/2024\n"
            "06/02/2024;VIR ATELIER;VIR ATELIER DUPONT;X2;Virement;Revenus;;+1 250,00;06/02/2024;06/02/2024\n"
        ),
        [
            (date(2024, 2, 4), "-3.40", "CB BOULANGERIE 0402", None, None),
            (date(2024, 2, 6), "1250.00", "VIR ATELIER DUPONT", None, None),
        ],
    ),
    "Spanish": (
        "EUR",
        (
            "F. VALOR;FECHA;CONCEPTO;MOVIMIENTO;IMPORTE;DIVISA;DISPONIBLE;OBSERVACIONES\n"
            "31/01/2024;31/01/2024;Panadería Sol;Pago con tarjeta;-4,20;EUR;1.204,11;\n"
            "13/02/2024;13/02/2024;Taller Norte;Transferencia;950,00;EUR;2.154,11;Factura 3\n"
        ),
        [
            (date(2024, 1, 31), "-4.20", "Panadería Sol", None, None),
            (date(2024, 2, 13), "950.00", "Taller Norte", None, None),
        ],
    ),
    "Italian, where valuta is a day": (
        "EUR",
        (
            "Data;Valuta;Descrizione;Uscite;Entrate\n"
            "15/01/2024;16/01/2024;Panificio Rossi;7,30;\n29/01/2024;29/01/2024;Bonifico Studio Verdi;;1.800,00\n"
        ),
        [
            (date(2024, 1, 15), "-7.30", "Panificio Rossi", None, None),
            (date(2024, 1, 29), "1800.00", "Bonifico Studio Verdi", None, None),
        ],
    ),
    "Italian, where valuta is a currency": (
        "CHF",
        (
            "Tipo,Prodotto,Data di inizio,Data di completamento,Descrizione,Importo,Costo,Valuta,State,Saldo\n"
            "CARD_PAYMENT,Attuale,2024-01-15 10:00:00,2024-01-16 09:00:00,Kiosk,-5.00,0.00,CHF,COMPLETATO,20.00\n"
        ),
        [(date(2024, 1, 15), "-5.00", "Kiosk", None, None)],
    ),
    "Portuguese": (
        "EUR",
        (
            "Data mov.;Data valor;Descrição;Débito;Crédito;Saldo;Moeda\n"
            "15/01/2024;15/01/2024;Padaria Central;2,60;;97,40;EUR\n"
        ),
        [(date(2024, 1, 15), "-2.60", "Padaria Central", None, None)],
    ),
    "Polish": (
        "PLN",
        (
            "#Data księgowania;#Opis operacji;#Tytuł;#Nadawca/Odbiorca;#Numer konta;#Kwota;#Saldo po operacji\n"
            "2024-01-15;ZAKUP KARTĄ;PIEKARNIA;Piekarnia Nowak;;-8,40;991,60\n"
            "2024-01-20;PRZELEW;FAKTURA 5;Studio Lis;PL61109010140000071219812874;2 500,00;3491,60\n"
        ),
        [
            (date(2024, 1, 15), "-8.40", "ZAKUP KARTĄ", "Piekarnia Nowak", None),
            (date(2024, 1, 20), "2500.00", "PRZELEW", "Studio Lis", "PL61109010140000071219812874"),
        ],
    ),
    "Czech": (
        "CZK",
        (
            '"Datum";"Objem";"Měna";"Protiúčet";"Název protiúčtu";"Kód banky";"Zpráva pro příjemce";"ID operace"\n'
            '"15.01.2024";"-120,00";"CZK";"123456789";"Pekárna";"0800";"rohlíky";"77"\n'
        ),
        [(date(2024, 1, 15), "-120.00", "rohlíky", "Pekárna", "123456789")],
    ),
    "Ukrainian": (
        "UAH",
        (
            '"Дата i час операції","Деталі операції",MCC,"Сума в валюті картки (UAH)","Сума в валюті операції",Валюта,'
            '"Залишок після операції"\n'
            '"15.01.2024 10:11:12","Пекарня",5462,-75.5,-75.5,UAH,1024.5\n'
        ),
        [(date(2024, 1, 15), "-75.50", "Пекарня", None, None)],
    ),
    "Swedish": (
        "SEK",
        (
            "Bokföringsdag;Belopp;Avsändare;Mottagare;Namn;Rubrik;Saldo;Valuta\n"
            "2024-01-15;-45,00;;;Bageriet;Kortköp;955,00;SEK\n"
        ),
        [(date(2024, 1, 15), "-45.00", "Kortköp", "Bageriet", None)],
    ),
    "Hungarian, with a point after the day": (
        "HUF",
        (
            "Tranzakció dátuma,Partner neve,Partner számlaszáma,Tranzakció típusa,Tranzakció összege,"
            "Tranzakció devizaneme,Bevétel/Kiadás,Közlemény\n"
            "2024.01.15.,Pékség,11773016-00000000,vásárlás,-3500,HUF,kiadás,kifli\n"
        ),
        [(date(2024, 1, 15), "-3500.00", "kifli", "Pékség", "11773016-00000000")],
    ),
}


def _told(line: StatementLine) -> Movement:
    assert line.amount == line.amount.quantize(Decimal("0.01"))
    return line.booked_on, f"{line.amount:.2f}", line.description, line.counterparty, line.counterparty_account


@pytest.mark.parametrize("language", list(TABLES))
def test_a_table_of_another_country_is_read(language: str) -> None:
    currency, table, wanted = TABLES[language]
    statement = read_one(table)
    assert [_told(line) for line in statement.transactions] == wanted
    assert {line.currency for line in statement.transactions} == {currency}


def test_the_account_and_what_was_left_are_read_too() -> None:
    statement = read_one(TABLES["Dutch, with the balance after each"][1])
    assert statement.account == "NL44RABO0123456789"
    assert statement.closing_balance == Decimal("5257.28")
    assert statement.transactions[0].value_date == date(2024, 3, 2)


def test_a_status_in_its_own_language_is_understood() -> None:
    heads = "Tipo,Producto,Fecha de inicio,Fecha de finalización,Descripción,Importe,Comisión,Divisa,Estado,Saldo\n"
    row = "TARJETA,Actual,2024-01-{day} 10:00:00,,Café,-{day}.00,0.00,EUR,{status},20.00\n"
    parsed = read(
        heads
        + row.format(day=13, status="COMPLETADO")
        + row.format(day=14, status="PENDIENTE")
        + row.format(day=15, status="REVERTIDO")
    )
    (statement,) = parsed.statements
    assert [line.status for line in statement.transactions] == [BookingStatus.BOOKED, BookingStatus.PENDING]
    assert [(warning.code, warning.line) for warning in parsed.warnings] == [("NOT_EXECUTED", 4)]


def test_a_word_of_another_language_means_nothing_in_an_english_header() -> None:
    table = "Date,Description,Amount,Tag,Importe\n2024-01-13,Cafe,-5.00,x,-7.00\n"
    (line,) = read_one(table).transactions
    assert (line.amount, line.description) == (Decimal("-5.00"), "Cafe")
