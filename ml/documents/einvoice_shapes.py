"""Where the e-invoice formats keep what. Paths are local names; the first that is there counts."""

from dataclasses import dataclass, replace
from typing import Final


@dataclass(frozen=True, slots=True)
class Shape:
    """Paths of one format. A tuple gives alternatives in order; `lines`, `taxes` and the like use `|` for the same."""

    number: tuple[str, ...]
    issued: tuple[str, ...]
    type_code: tuple[str, ...]
    currency: tuple[str, ...]
    seller_name: tuple[str, ...]
    seller_address: str
    street: tuple[str, ...]
    postcode: str
    town: str
    tax_ids: str
    payable: tuple[str, ...]
    grand_total: tuple[str, ...]
    net_total: tuple[str, ...]
    line_total: tuple[str, ...]
    taxes: str
    tax_amount: tuple[str, ...]
    tax_rate: tuple[str, ...]
    lines: str
    item_name: tuple[str, ...]
    item_quantity: tuple[str, ...]
    item_amount: tuple[str, ...]


_SUPPLIER: Final = "AccountingSupplierParty/Party"
UBL: Final = Shape(
    number=("ID",),
    issued=("IssueDate",),
    type_code=("InvoiceTypeCode",),
    currency=("DocumentCurrencyCode",),
    seller_name=(f"{_SUPPLIER}/PartyLegalEntity/RegistrationName", f"{_SUPPLIER}/PartyName/Name"),
    seller_address=f"{_SUPPLIER}/PostalAddress",
    street=("StreetName", "AdditionalStreetName"),
    postcode="PostalZone",
    town="CityName",
    tax_ids=f"{_SUPPLIER}/PartyTaxScheme/CompanyID|{_SUPPLIER}/PartyLegalEntity/CompanyID",
    payable=("LegalMonetaryTotal/PayableAmount",),
    grand_total=("LegalMonetaryTotal/TaxInclusiveAmount",),
    net_total=("LegalMonetaryTotal/TaxExclusiveAmount",),
    line_total=("LegalMonetaryTotal/LineExtensionAmount",),
    taxes="TaxTotal/TaxSubtotal|TaxTotal",
    tax_amount=("TaxAmount",),
    tax_rate=("TaxCategory/Percent", "Percent"),
    lines="InvoiceLine",
    item_name=("Item/Name", "Item/Description"),
    item_quantity=("InvoicedQuantity",),
    item_amount=("LineExtensionAmount",),
)
UBL_CREDIT: Final = replace(
    UBL, type_code=("CreditNoteTypeCode",), lines="CreditNoteLine", item_quantity=("CreditedQuantity",)
)

_DEAL: Final = "SupplyChainTradeTransaction"
_SELLER: Final = f"{_DEAL}/ApplicableHeaderTradeAgreement/SellerTradeParty"
_OLD_SELLER: Final = "SpecifiedSupplyChainTradeTransaction/ApplicableSupplyChainTradeAgreement/SellerTradeParty"
_SETTLED: Final = f"{_DEAL}/ApplicableHeaderTradeSettlement"
_OLD_SETTLED: Final = "SpecifiedSupplyChainTradeTransaction/ApplicableSupplyChainTradeSettlement"
_SUMS: Final = f"{_SETTLED}/SpecifiedTradeSettlementHeaderMonetarySummation"
_OLD_SUMS: Final = f"{_OLD_SETTLED}/SpecifiedTradeSettlementMonetarySummation"
CII: Final = Shape(
    number=("ExchangedDocument/ID", "HeaderExchangedDocument/ID"),
    issued=("ExchangedDocument/IssueDateTime/DateTimeString", "HeaderExchangedDocument/IssueDateTime/DateTimeString"),
    type_code=("ExchangedDocument/TypeCode", "HeaderExchangedDocument/TypeCode"),
    currency=(f"{_SETTLED}/InvoiceCurrencyCode", f"{_OLD_SETTLED}/InvoiceCurrencyCode"),
    seller_name=(f"{_SELLER}/Name", f"{_OLD_SELLER}/Name"),
    seller_address=f"{_SELLER}/PostalTradeAddress|{_OLD_SELLER}/PostalTradeAddress",
    street=("LineOne", "LineTwo"),
    postcode="PostcodeCode",
    town="CityName",
    tax_ids=f"{_SELLER}/SpecifiedTaxRegistration/ID|{_OLD_SELLER}/SpecifiedTaxRegistration/ID",
    payable=(f"{_SUMS}/DuePayableAmount", f"{_OLD_SUMS}/DuePayableAmount"),
    grand_total=(f"{_SUMS}/GrandTotalAmount", f"{_OLD_SUMS}/GrandTotalAmount"),
    net_total=(f"{_SUMS}/TaxBasisTotalAmount", f"{_OLD_SUMS}/TaxBasisTotalAmount"),
    line_total=(f"{_SUMS}/LineTotalAmount", f"{_OLD_SUMS}/LineTotalAmount"),
    taxes=f"{_SETTLED}/ApplicableTradeTax|{_OLD_SETTLED}/ApplicableTradeTax",
    tax_amount=("CalculatedAmount",),
    tax_rate=("RateApplicablePercent", "ApplicablePercent"),
    lines=f"{_DEAL}/IncludedSupplyChainTradeLineItem"
    "|SpecifiedSupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem",
    item_name=("SpecifiedTradeProduct/Name",),
    item_quantity=("SpecifiedLineTradeDelivery/BilledQuantity", "SpecifiedSupplyChainTradeDelivery/BilledQuantity"),
    item_amount=(
        "SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount",
        "SpecifiedSupplyChainTradeSettlement/SpecifiedTradeSettlementMonetarySummation/LineTotalAmount",
    ),
)
