from typing import Final

from core.adapters.statements.delimited.column_role import Role

PORTUGUESE: Final = {
    Role.OPERATION_DATE: "data operação|data da operação|data transação|data da transação|data mov|data compra|"
    "data de início",
    Role.BOOKING_DATE: "data|data lançamento|data de lançamento|data movimento|data do movimento|data contabilística|"
    "data de conclusão",
    Role.VALUE_DATE: "data valor|data do valor|data de valor",
    Role.AMOUNT: "montante|importância|valor|quantia|montante da operação|valor da transação",
    Role.ORIGINAL_AMOUNT: "montante original|valor original|montante em moeda estrangeira",
    Role.DEBIT: "débito|débitos|saída|saídas|levantamento|despesa|despesas|valor débito",
    Role.CREDIT: "crédito|créditos|depósito|depósitos|receita|receitas|valor crédito",
    Role.DIRECTION: "tipo|débito crédito|tipo de movimento|sinal|natureza",
    Role.BALANCE: "saldo|saldo contabilístico|saldo disponível|saldo após movimento",
    Role.CURRENCY: "moeda|divisa",
    Role.ORIGINAL_CURRENCY: "moeda original|moeda estrangeira",
    Role.DESCRIPTION: "descrição|descritivo|descrição do movimento|histórico|detalhe|detalhes|lançamento",
    Role.SECOND_DESCRIPTION: "observações|mensagem|notas|comentário|informação adicional",
    Role.COUNTERPARTY: "beneficiário|ordenante|nome|estabelecimento|favorecido|destinatário|contraparte",
    Role.COUNTERPARTY_ACCOUNT: "conta destino|conta beneficiário|iban destino|iban beneficiário",
    Role.CATEGORY: "categoria",
    Role.BANK_ID: "referência|identificador|número da operação|id da transação|nº documento",
    Role.ACCOUNT: "conta|número da conta|número de conta|n conta",
    Role.STATUS: "estado",
    Role.IGNORED: "comissão|taxa|câmbio|produto|cartão|número do cartão|hora|agência|saldo inicial",
}
