from typing import Final


def _words(text: str) -> frozenset[str]:
    """Words or phrases parted by bars."""
    return frozenset(text.split("|"))


MONEY_OUT: Final = _words(
    "списание|расход|дебет|дт|д|debit|dr|dbit|db|d|out|outgoing|withdrawal|payment|expense|soll|s|belastung|lastschrift|"
    "ausgang|-|покупка|оплата|перевод|снятие|исходящий|исходящее|расходная|charge|purchase|af|debet|débit|cargo|débito|"
    "addebito|dare|obciążenie|wn|výdaj|odchozí|uttag|ut|витрата|списання|kiadás|terhelés|outflow|uitgaven"
)
MONEY_IN: Final = _words(
    "пополнение|зачисление|приход|доход|кредит|кт|к|credit|cr|crdt|c|in|incoming|deposit|income|haben|h|gutschrift|"
    "eingang|+|поступление|возврат|входящий|входящее|приходная|refund|receipt|bij|crédit|abono|crédito|accredito|avere|"
    "uznanie|ma|příjem|příchozí|insättning|inn|надходження|зарахування|bevétel|jóváírás|inflow|inkomsten"
)
"""Words of a direction column. A column is one when nearly all its cells are such words and money out is among them."""

_PENDING: Final = _words(
    "pending|hold|authorised|authorized|auth|processing|waiting|uncleared|unposted|открыта|холд|заблокировано|"
    "обрабатывается|авторизация|vorgemerkt|offen|в обработке|не проведено|не проведена|ожидает|ожидает подтверждения|"
    "в ожидании|umsatz vorgemerkt|on hold|in progress|ожидание|в процессе|резерв|ausstehend|in behandeling|"
    "in afwachting|en attente|pendiente|in sospeso|in attesa|pendente|oczekuje|oczekująca|w trakcie|čeká|väntande|"
    "reserverat|очікує|в очікуванні|függőben"
)
_BOOKED: Final = _words(
    "ok|completed|complete|booked|posted|cleared|settled|executed|success|successful|done|final|reconciled|исполнен|"
    "исполнено|исполнена|проведено|проведена|проведен|выполнен|выполнено|выполнена|завершено|завершена|успешно|обработано|"
    "обработана|gebucht|ausgeführt|finalized|processed|принят|подтверждено|umsatz gebucht|операция проведена|успешная|"
    "abgeschlossen|voltooid|uitgevoerd|geboekt|terminé|terminée|exécuté|comptabilisé|completado|contabilizado|realizado|"
    "completato|contabilizzato|eseguito|concluído|zakończono|zrealizowano|zaksięgowano|wykonana|zaúčtováno|bokförd|"
    "bogført|bokført|виконано|könyvelt|teljesült"
)
_NOT_EXECUTED: Final = _words(
    "failed|declined|cancelled|canceled|reverted|rejected|void|voided|error|expired|refused|отклонено|отклонена|отклонен|"
    "отказ|отменено|отменена|отменен|ошибка|неуспешно|неуспешная|abgelehnt|storniert|fehlgeschlagen|не исполнено|"
    "rückgängig gemacht|geannuleerd|geweigerd|teruggedraaid|mislukt|annulé|annulée|refusé|refusée|échoué|cancelado|"
    "rechazado|revertido|denegado|annullato|rifiutato|stornato|recusado|odrzucono|odrzucona|anulowano|cofnięto|zamítnuto|"
    "zrušeno|avbruten|avvist|відхилено|скасовано|elutasított|visszavonva|"
    "не исполнена|не выполнено|отказано"
)

IS_PENDING: Final = "pending"
IS_BOOKED: Final = "booked"
NOT_EXECUTED: Final = "not_executed"

STATUS_WORDS: Final[dict[str, str]] = (
    dict.fromkeys(_BOOKED, IS_BOOKED) | dict.fromkeys(_PENDING, IS_PENDING) | dict.fromkeys(_NOT_EXECUTED, NOT_EXECUTED)
)
"""Words of a status column in lower case. Money never moved in a row that was not executed."""

_TOTALS: Final = tuple(
    _words(
        "итого|всего|оборот|сальдо|остаток|входящ|исходящ|баланс|количество|total|opening|closing|balance|subtotal|summe|"
        "gesamt|saldo|kontostand|anfangs|end of|carried forward|brought forward|number of|конец|подпись|сформировано|"
        "дата формирования|end balance|totaal|beginsaldo|eindsaldo|suma |razem|solde au|solde du|"
        "ancien solde|nouveau solde|zůstatek|підсумок|разом|egyenleg"
    )
)


def is_totals(text: str) -> bool:
    """Whether a cell starts a row of totals or balances rather than a movement."""
    return text.strip().strip("*-=:").strip().lower().startswith(_TOTALS)


OPENING_LABELS: Final = (
    "входящий остаток", "начальный остаток", "остаток на начало", "баланс на начало", "входящее сальдо",
    "opening balance", "balance brought forward", "starting balance", "beginning balance", "anfangssaldo",
    "alter kontostand", "alter saldo", "beginsaldo", "solde initial", "ancien solde", "saldo inicial", "saldo iniziale",
    "saldo początkowe", "počáteční zůstatek", "вхідний залишок", "nyitó egyenleg",
)  # fmt: skip
CLOSING_LABELS: Final = (
    "исходящий остаток", "конечный остаток", "остаток на конец", "баланс на конец", "исходящее сальдо",
    "closing balance", "ending balance", "balance carried forward", "endsaldo", "neuer kontostand", "neuer saldo",
    "end balance", "eindsaldo", "solde final", "nouveau solde", "saldo final", "saldo finale", "saldo końcowe",
    "konečný zůstatek", "вихідний залишок", "záró egyenleg",
)  # fmt: skip
BALANCE_ON_DAY: Final = ("остаток на ", "баланс на ", "balance on ", "balance as of ", "saldo am ", "kontostand am ")
"""A balance of the day whose date follows: the first such day opens the period, the last one closes it."""
MONEY_IN_LABELS: Final = (
    "пополнения", "всего пополнений", "всего зачислений", "итого пополнений", "total credits", "total money in",
)  # fmt: skip
MONEY_OUT_LABELS: Final = (
    "расходы", "всего списаний", "всего расходов", "итого списаний", "total debits", "total money out",
)  # fmt: skip
"""What all movements of the period add up to."""
PERIOD_LABELS: Final = (
    "период", "period", "zeitraum", "за период", "движение средств за период",
    "итого по операциям с", "statement period", "выписка за период", "date range",
)  # fmt: skip
ACCOUNT_LABELS: Final = (
    "номер счета", "номер лицевого счета", "счет",
    "счет №", "лицевой счет", "расчетный счет", "account number", "account no", "account",
    "iban", "kontonummer", "konto", "выписка по счету",
)  # fmt: skip
CURRENCY_LABELS: Final = ("валюта счета", "валюта", "currency", "account currency", "währung", "waehrung")
OWNER_LABELS: Final = (
    "владелец", "владелец счета", "клиент", "account holder", "account name", "account owner", "kontoinhaber",
)  # fmt: skip
