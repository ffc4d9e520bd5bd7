from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a column can mean."""

    OPERATION_DATE = "operation_date"
    BOOKING_DATE = "booking_date"
    VALUE_DATE = "value_date"
    AMOUNT = "amount"
    ACCOUNT_AMOUNT = "account_amount"
    ORIGINAL_AMOUNT = "original_amount"
    OPERATION_AMOUNT = "operation_amount"
    DEBIT = "debit"
    CREDIT = "credit"
    DIRECTION = "direction"
    BALANCE = "balance"
    CURRENCY = "currency"
    ACCOUNT_CURRENCY = "account_currency"
    ORIGINAL_CURRENCY = "original_currency"
    OPERATION_CURRENCY = "operation_currency"
    DESCRIPTION = "description"
    SECOND_DESCRIPTION = "second_description"
    COUNTERPARTY = "counterparty"
    COUNTERPARTY_ACCOUNT = "counterparty_account"
    COUNTERPARTY_TAX_ID = "counterparty_tax_id"
    PAYER = "payer"
    PAYEE = "payee"
    PAYER_ACCOUNT = "payer_account"
    PAYEE_ACCOUNT = "payee_account"
    PAYER_TAX_ID = "payer_tax_id"
    PAYEE_TAX_ID = "payee_tax_id"
    MCC = "mcc"
    CATEGORY = "category"
    BANK_ID = "bank_id"
    ACCOUNT = "account"
    STATUS = "status"
    IGNORED = "ignored"


_RUSSIAN: Final = {
    Role.OPERATION_DATE: "дата операции|дата операции мск|дата и время операции|дата и время|дата транзакции|"
    "дата совершения операции|дата покупки",
    Role.BOOKING_DATE: "дата|дата проводки|дата обработки|дата платежа|дата списания|дата документа|"
    "дата проведения|дата отражения|дата отражения по счету|день|дата обработки операции",
    Role.VALUE_DATE: "дата валютирования|дата зачисления|дата списания зачисления",
    Role.AMOUNT: "сумма|сумма в рублях|сумма транзакции|сумма проводки|сумма документа|оборот",
    Role.ACCOUNT_AMOUNT: "сумма платежа|сумма в валюте счета|сумма в валюте счета карты|"
    "сумма операции в валюте карты|сумма операции в валюте счета|"
    "сумма списания зачисления|сумма пересчитанная в валюту счета|сумма по счету|сумма в валюте карты",
    Role.OPERATION_AMOUNT: "сумма операции|сумма покупки",
    Role.ORIGINAL_AMOUNT: "сумма в валюте операции|сумма операции в валюте операции|"
    "сумма в валюте транзакции|сумма в валюте|сумма в иностранной валюте|исходная сумма|сумма в исходной валюте",
    Role.DEBIT: "расход|расходы|дебет|дт|списание|списано|списания|сумма списания|сумма по дебету|по дебету|"
    "расход по счету|сумма расхода|оборот дт|обороты по дебету|сумма дебет|исходящий платеж|ушло|потрачено",
    Role.CREDIT: "приход|приходы|доход|кредит|кт|зачисление|зачислено|зачисления|поступление|поступления|"
    "пополнение|сумма зачисления|сумма по кредиту|по кредиту|приход по счету|сумма прихода|оборот кт|"
    "обороты по кредиту|сумма кредит|пришло|поступило",
    Role.DIRECTION: "тип операции|тип|вид операции|направление|дебет кредит|дт кт|д к|признак|приход расход|"
    "направление платежа|знак",
    Role.BALANCE: "остаток|баланс|остаток по счету|остаток на счете|сальдо|остаток после операции|"
    "текущий остаток|исходящий остаток|доступный остаток|баланс после операции|остаток средств",
    Role.CURRENCY: "валюта|код валюты|валюта суммы",
    Role.ACCOUNT_CURRENCY: "валюта счета|валюта платежа|валюта карты|валюта счета карты",
    Role.OPERATION_CURRENCY: "валюта операции|валюта транзакции|валюта покупки",
    Role.ORIGINAL_CURRENCY: "исходная валюта|валюта оригинала|иностранная валюта",
    Role.DESCRIPTION: "описание|назначение|назначение платежа|описание операции|основание|основание операции|"
    "содержание|содержание операции|детали|детали платежа|детали операции|наименование операции|текст",
    Role.SECOND_DESCRIPTION: "комментарий|примечание|сообщение|место совершения операции|название",
    Role.COUNTERPARTY: "контрагент|наименование контрагента|корреспондент|мерчант|торговая точка|магазин|"
    "название контрагента|имя контрагента|плательщик получатель|получатель плательщик",
    Role.COUNTERPARTY_ACCOUNT: "счет контрагента|номер счета контрагента|счет корреспондента|р с контрагента|"
    "расчетный счет контрагента|корр счет контрагента",
    Role.COUNTERPARTY_TAX_ID: "инн|инн контрагента|инн корреспондента",
    Role.PAYER: "плательщик|наименование плательщика|отправитель",
    Role.PAYEE: "получатель|наименование получателя",
    Role.PAYER_ACCOUNT: "счет плательщика|номер счета плательщика|р с плательщика|счет отправителя|"
    "дебет счет|счет дебета",
    Role.PAYEE_ACCOUNT: "счет получателя|номер счета получателя|р с получателя|кредит счет|счет кредита",
    Role.PAYER_TAX_ID: "инн плательщика|инн отправителя",
    Role.PAYEE_TAX_ID: "инн получателя",
    Role.MCC: "mcc|мсс|код mcc|mcc код|mcc code",
    Role.CATEGORY: "категория|категория операции|категория расходов",
    Role.BANK_ID: "id|идентификатор|идентификатор операции|id операции|номер операции|референс|"
    "референс проводки|референс операции|код операции|уникальный номер|номер транзакции|id транзакции|"
    "код авторизации",
    Role.ACCOUNT: "счет|номер счета|лицевой счет|мой счет|номер счета клиента|расчетный счет|р с|№ счета",
    Role.STATUS: "статус|статус операции|состояние",
    Role.IGNORED: "кэшбэк|кешбэк|бонусы|бонусы включая кэшбэк|округление|округление на инвесткопилку|"
    "сумма операции с округлением|номер карты|карта|время|время операции|комиссия|курс|бик|кпп|бик банка|банк|"
    "банк контрагента|бик контрагента|кпп контрагента|номер документа|номер|№|№ документа|№ п п|"
    "номер карты счета договора|вид|банк получателя|банк плательщика|бик получателя|бик плательщика|"
    "кпп получателя|кпп плательщика|бик банка контрагента|тип счета|дата закрытия|начальный остаток|"
    "входящий остаток|сумма комиссии|валюта комиссии|сумма бонусов",
}
_ENGLISH: Final = {
    Role.OPERATION_DATE: "transaction date|trans date|operation date|date of transaction|purchase date|"
    "started date|trans. date|txn date|created on|transaction time|transaction date time|date time|datetime",
    Role.BOOKING_DATE: "date|booking date|posted date|post date|posting date|date posted|completed date|"
    "entry date|effective date|settled date|processed date|booked date|booked on|process date|day|finished on",
    Role.VALUE_DATE: "value date|valuta|settlement date",
    Role.AMOUNT: "amount|transaction amount|sum|value|net amount|amt|payment amount|gross amount|total amount",
    Role.ACCOUNT_AMOUNT: "amount in account currency|billing amount|account amount|booked amount",
    Role.ORIGINAL_AMOUNT: "original amount|foreign amount|amount foreign currency|amount in foreign currency|"
    "local amount|foreign currency amount|source amount|original transaction amount|instructed amount|"
    "amount original currency",
    Role.DEBIT: "debit|debits|debit amount|money out|paid out|withdrawal|withdrawals|out|outgoing|payments|"
    "expense|withdrawal amount|withdrawal amt|dr|spent|expenses|charge",
    Role.CREDIT: "credit|credits|credit amount|money in|paid in|deposit|deposits|in|incoming|receipts|income|"
    "deposit amount|deposit amt|cr|received",
    Role.DIRECTION: "type|direction|debit credit|dr cr|cr dr|credit debit|transaction type|d c|dc|"
    "credit debit indicator|debit or credit|sign",
    Role.BALANCE: "balance|running balance|running bal|account balance|closing balance|ledger balance|"
    "balance after|available balance|book balance|current balance|bal",
    Role.CURRENCY: "currency|ccy|currency code|curr|transaction currency",
    Role.ACCOUNT_CURRENCY: "account currency|billing currency",
    Role.ORIGINAL_CURRENCY: "original currency|foreign currency|type foreign currency|local currency|source currency",
    Role.DESCRIPTION: "description|details|narrative|narration|particulars|transaction description|memo|"
    "transaction details|purpose|payment details|text|payment purpose|statement description|original description",
    Role.SECOND_DESCRIPTION: "reference|notes|note|payment reference|additional information|comment|"
    "notes and #tags|extended details|message|remarks",
    Role.COUNTERPARTY: "payee|counterparty|counter party|merchant|merchant name|name|beneficiary|payee name|"
    "partner name|vendor|counterparty name|payer payee|beneficiary name|remitter|contact|recipient or payer",
    Role.COUNTERPARTY_ACCOUNT: "counterparty account|payee account|beneficiary account|partner iban|"
    "counterparty iban|other account|counterparty account number|payee account number|to account|"
    "recipient account",
    Role.COUNTERPARTY_TAX_ID: "tax id|counterparty tax id|inn",
    Role.PAYER: "payer|sender|from|payer name",
    Role.PAYEE: "recipient|to|receiver",
    Role.MCC: "mcc|merchant category code|mcc code|sic",
    Role.CATEGORY: "category|spending category|transaction category|merchant category",
    Role.BANK_ID: "transaction id|id|fitid|reference number|transaction reference|bank reference|unique id|"
    "transferwise id|txn id|bank id|transaction number|ref no|external id",
    Role.ACCOUNT: "account|account number|iban|own account|account no|account id|account iban",
    Role.STATUS: "status|state|transaction status|booking status",
    Role.IGNORED: "fee|exchange rate|cashback|card number|card no|card|check number|cheque number|time|"
    "product|address|emoji|receipt|sort code|bonus value|bonus title|rate|check or slip|slip|account name|"
    "card name|bank|bic|points|category split|total fees|fee currency|payer account|running total",
}
_GERMAN: Final = {
    Role.OPERATION_DATE: "transaktionsdatum|belegdatum|kaufdatum|umsatzdatum",
    Role.BOOKING_DATE: "datum|buchungstag|buchungsdatum|buchung|tag",
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
    Role.PAYEE: "zahlungsempfänger|zahlungsempfänger in|begünstigter",
    Role.CATEGORY: "kategorie",
    Role.BANK_ID: "referenz|referenznummer|transaktionsnummer|transaktions id|umsatz id|buchungsreferenz|"
    "kundenreferenz",
    Role.ACCOUNT: "auftragskonto|konto|eigenes konto|iban auftragskonto",
    Role.STATUS: "status|info|buchungsstatus",
    Role.IGNORED: "gläubiger id|mandatsreferenz|bic|bic swift code|sammlerreferenz|kundenreferenz end to end|"
    "kurs|gebühr|glaeubiger id|lastschrift ursprungsbetrag|auslagenersatz ruecklastschrift|blz|bankleitzahl|"
    "kartennummer|karte|uhrzeit",
}


def _phrases() -> dict[str, tuple[Role, str]]:
    """Every phrase with its meaning and language. Where languages share a word, the first language names it."""
    found: dict[str, tuple[Role, str]] = {}
    for language, words in (("ru", _RUSSIAN), ("en", _ENGLISH), ("de", _GERMAN)):
        for role, phrases in words.items():
            for phrase in phrases.split("|"):
                found.setdefault(phrase.replace("ё", "е").replace(".", "").strip(), (role, language))
    return found


PHRASES: Final = _phrases()
"""Header phrase in lower case without punctuation → what it means, and in which language."""
