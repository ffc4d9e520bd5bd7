from typing import Final

from core.adapters.statements.delimited.column_role import Role

CZECH: Final = {
    Role.OPERATION_DATE: "datum provedení|datum transakce|datum operace|datum platby",
    Role.BOOKING_DATE: "datum|datum zaúčtování|datum účtování|zaúčtováno|datum odepsání",
    Role.VALUE_DATE: "datum valuty|valuta účtu",
    Role.AMOUNT: "částka|objem|zaúčtovaná částka|částka v měně účtu|částka platby",
    Role.ORIGINAL_AMOUNT: "původní částka|původní částka a měna|částka v původní měně",
    Role.DEBIT: "výdaj|výdaje|odchozí|odepsáno|na vrub",
    Role.CREDIT: "příjem|příjmy|příchozí|připsáno|ve prospěch",
    Role.DIRECTION: "směr|směr platby|typ|typ transakce|druh",
    Role.BALANCE: "zůstatek|zůstatek po pohybu|konečný zůstatek|zůstatek po transakci",
    Role.CURRENCY: "měna|měna účtu",
    Role.ORIGINAL_CURRENCY: "původní měna",
    Role.DESCRIPTION: "popis|zpráva pro příjemce|poznámka|zpráva|popis transakce|uživatelská identifikace",
    Role.SECOND_DESCRIPTION: "komentář|zpráva pro mě|upřesnění|klientská poznámka|položka|poznámka pro mě",
    Role.COUNTERPARTY: "název protiúčtu|protistrana|název příjemce|jméno protistrany|obchodní místo",
    Role.COUNTERPARTY_ACCOUNT: "protiúčet|číslo protiúčtu|účet protistrany|bankovní spojení",
    Role.CATEGORY: "kategorie|kategorie transakce",
    Role.BANK_ID: "id operace|id pohybu|id transakce|číslo transakce|referenční číslo transakce|číslo pohybu",
    Role.ACCOUNT: "účet|číslo účtu|vlastní účet",
    Role.STATUS: "stav",
    Role.IGNORED: "kód banky|název banky|ks|vs|ss|provedl|poplatek|název účtu|variabilní symbol 1|konstantní symbol|"
    "specifický symbol|variabilní symbol|storno|reference platby|důvod neprovedení|město|kurz|"
    "počáteční zůstatek|bic",
}
