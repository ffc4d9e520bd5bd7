from typing import Final

from core.adapters.statements.delimited.column_role import Role

FRENCH: Final = {
    Role.OPERATION_DATE: "date opération|date d opération|date de l opération|date de l operation|date transaction|"
    "date de transaction|date de la transaction|date d achat|dateop|date de début",
    Role.BOOKING_DATE: "date|date de comptabilisation|date comptable|date comptabilisation|date d écriture|"
    "date de fin|jour",
    Role.VALUE_DATE: "date valeur|date de valeur|dateval|valeur",
    Role.AMOUNT: "montant|montant de l opération|montant operation|montant de la transaction|somme|montant net",
    Role.ORIGINAL_AMOUNT: "montant en devise|montant d origine|montant initial|montant devise d origine",
    Role.DEBIT: "débit|débits|retrait|retraits|dépense|dépenses|montant débit|sortie",
    Role.CREDIT: "crédit|crédits|dépôt|dépôts|recette|recettes|montant crédit|entrée|versement",
    Role.DIRECTION: "sens|débit crédit|type d opération|type opération|type de transaction",
    Role.BALANCE: "solde|solde du compte|solde après opération|solde comptable",
    Role.CURRENCY: "devise|monnaie|code devise",
    Role.ORIGINAL_CURRENCY: "devise d origine",
    Role.DESCRIPTION: "libellé|libellé opération|libellé de l opération|libellé complet|libellé complet opération|"
    "détail de l écriture|détails|intitulé|motif|détail",
    Role.SECOND_DESCRIPTION: "libellé simplifié|informations complémentaires|communication|communications|"
    "commentaire|référence de paiement|nature de l opération",
    Role.COUNTERPARTY: "bénéficiaire|contrepartie|nom contrepartie|nom contrepartie contient|tiers|nom du tiers|"
    "émetteur|nom de la contrepartie|marchand|commerçant",
    Role.COUNTERPARTY_ACCOUNT: "compte contrepartie|compte bénéficiaire|iban bénéficiaire|iban contrepartie|"
    "compte de la contrepartie|numéro de compte du bénéficiaire",
    Role.CATEGORY: "catégorie",
    Role.BANK_ID: "référence|numéro de transaction|numéro d opération|identifiant|référence opération",
    Role.ACCOUNT: "compte|numéro de compte|n de compte|numéro du compte",
    Role.STATUS: "statut|état",
    Role.IGNORED: "sous catégorie|pointage opération|pointage|numéro d extrait|rue et numéro|code postal et localité|"
    "code pays|frais|taux de change|produit|numéro de carte|solde précédent",
}
