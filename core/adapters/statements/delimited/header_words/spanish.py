from typing import Final

from core.adapters.statements.delimited.column_role import Role

SPANISH: Final = {
    Role.OPERATION_DATE: "fecha operación|fecha de operación|fecha de la operación|f operativa|f operación|"
    "fecha transacción|fecha de inicio|fecha de compra|fecha de transacción",
    Role.BOOKING_DATE: "fecha|fecha contable|fecha de finalización|fecha de contabilización|f contable|"
    "fecha movimiento|fecha del movimiento|día",
    Role.VALUE_DATE: "fecha valor|f valor|fecha de valor",
    Role.AMOUNT: "importe|monto|cantidad|importe de la operación|importe total|cuantía",
    Role.ORIGINAL_AMOUNT: "importe original|importe en divisa|importe divisa|monto original",
    Role.DEBIT: "cargo|cargos|débito|débitos|retiro|retiros|gasto|gastos|debe|salidas|egreso|egresos",
    Role.CREDIT: "abono|abonos|crédito|créditos|depósito|depósitos|ingreso|ingresos|haber|entradas",
    Role.DIRECTION: "signo|tipo|tipo de movimiento|tipo de operación",
    Role.BALANCE: "saldo|saldo disponible|saldo contable|disponible|saldo posterior",
    Role.CURRENCY: "divisa|moneda",
    Role.ORIGINAL_CURRENCY: "divisa original|moneda original",
    Role.DESCRIPTION: "concepto|descripción|movimiento|detalle|detalles|descripción ampliada|glosa",
    Role.SECOND_DESCRIPTION: "observaciones|más datos|comentario|comentarios|información adicional|nota|"
    "concepto ampliado|mensaje",
    Role.COUNTERPARTY: "beneficiario|ordenante|contrapartida|comercio|beneficiario ordenante|nombre|establecimiento",
    Role.COUNTERPARTY_ACCOUNT: "cuenta beneficiario|cuenta destino|iban beneficiario|cuenta contraparte",
    Role.CATEGORY: "categoría",
    Role.BANK_ID: "referencia|número de operación|referencia 1|n operación|id de transacción|folio",
    Role.ACCOUNT: "cuenta|número de cuenta|n de cuenta",
    Role.STATUS: "estado",
    Role.IGNORED: "subcategoría|imagen|oficina|referencia 2|comisión|tipo de cambio|producto|número de tarjeta|"
    "tarjeta|hora|saldo inicial",
}
