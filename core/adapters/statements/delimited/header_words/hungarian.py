from typing import Final

from core.adapters.statements.delimited.column_role import Role

HUNGARIAN: Final = {
    Role.OPERATION_DATE: "tranzakció dátuma|tranzakció időpontja|tranzakció dátum|művelet dátuma|vásárlás dátuma",
    Role.BOOKING_DATE: "dátum|könyvelés dátuma|könyvelési dátum|könyvelés napja|terhelés vagy jóváírás dátuma",
    Role.VALUE_DATE: "értéknap|értékdátum",
    Role.AMOUNT: "összeg|tranzakció összege|könyvelt összeg",
    Role.DEBIT: "terhelés|kiadás|kiadások|terhelések",
    Role.CREDIT: "jóváírás|bevétel|bevételek|jóváírások",
    Role.DIRECTION: "bevétel kiadás|tranzakció típusa|típus|terhelés jóváírás|irány",
    Role.BALANCE: "egyenleg|záró egyenleg|könyvelt egyenleg",
    Role.CURRENCY: "devizanem|tranzakció devizaneme|pénznem|deviza",
    Role.DESCRIPTION: "közlemény|leírás|részletek|megnevezés",
    Role.SECOND_DESCRIPTION: "megjegyzés",
    Role.COUNTERPARTY: "partner neve|partner|ellenoldali név|kedvezményezett|kereskedő",
    Role.COUNTERPARTY_ACCOUNT: "partner számlaszáma|partner számlaszám|ellenoldali számlaszám",
    Role.CATEGORY: "kategória|költési kategória",
    Role.BANK_ID: "tranzakció azonosító|azonosító|megbízás azonosító|hivatkozási szám",
    Role.ACCOUNT: "számlaszám|számla|saját számla",
    Role.STATUS: "állapot|státusz",
    Role.IGNORED: "számla neve|kártyaszám|időpont|díj|árfolyam",
}
