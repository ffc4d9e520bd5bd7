"""Texts of documents as a good engine reads them, written for these tests."""

RUSSIAN_RECEIPT = """\
ООО "Кофейня на углу"
ИНН 7707083893
г. Москва, ул. Лесная, д. 12
КАССОВЫЙ ЧЕК
Приход
Чек № 0152 14.02.2024 09:41
Кассир: Петрова А.
Капучино 0.3
2 х 210.00 =420.00
Круассан с миндалём
1 х 185.50 =185.50
ИТОГ =605.50
В т.ч. НДС 20% =100.92
БЕЗНАЛИЧНЫМИ =605.50
ФН № 9960440301234567
ФД № 45871
ФП: 2215443019
"""

RUSSIAN_INVOICE = """\
Счёт на оплату № 127-А от 5 марта 2024 г.
Исполнитель: ИП Соколова Мария Петровна, ИНН 500100732259, 170100, г. Тверь, ул. Садовая, д. 3
Заказчик: ООО «Заря», ИНН 7736050003
№ Наименование Кол-во Цена Сумма
1 Разработка сайта 1 шт 50 000,00 50 000,00
2 Настройка рекламы 2 шт 12 500,50 25 001,00
Итого: 75 001,00
Без налога (НДС)
Всего к оплате: 75 001,00
Всего наименований 2, на сумму 75 001,00 руб.
Оплатить до 15.03.2024
"""

RUSSIAN_ACT = """\
Акт выполненных работ № 15 от 31.01.2024
Исполнитель: ООО «Северный ветер»
Заказчик: АО «Книжный дом»
Основание: договор № 3 от 01.12.2023
1. Дизайн логотипа 1 шт. 18 000,00
Итого: 18 000,00 руб.
Услуги оказаны полностью и в срок, заказчик претензий по объёму и качеству не имеет.
"""

ENGLISH_RECEIPT = """\
GREENFIELD COFFEE LTD
3 Castle Street, Leeds LS2 7QA
VAT No GB123456789
Receipt No: 88213
Date: 07/11/2023 10:15
2 x Flat white 7.00
1 x Banana bread 3.25
SUBTOTAL 10.25
TOTAL £10.25
CASH £20.00
CHANGE £9.75
Thank you!
"""

ENGLISH_INVOICE = """\
INVOICE
From: Harbour Design LLC
120 Main Street, Austin, TX 78701
Invoice # INV-2024-031
Invoice date: 03/04/2024
Due date: 04/03/2024
Bill to: Big Client Inc
Website design $1,200.00
Hosting, one year $240.00
Subtotal $1,440.00
Sales tax (8.25%) $118.80
Amount due $1,558.80
"""

GERMAN_INVOICE = """\
Müller Design GmbH
Gartenstraße 5, 10115 Berlin
USt-IdNr.: DE136695976
Rechnung
Rechnungsnummer: RE-2024-017
Rechnungsdatum: 05.03.2024
Leistungsdatum: 28.02.2024
Kunde: Bergmann AG
Webentwicklung 12 Std. 1.080,00
Wartung Server 1 Stk 156,55
Nettobetrag 1.236,55 €
zzgl. 19 % MwSt 234,94 €
Gesamtbetrag 1.471,49 €
Zahlbar bis zum 19.03.2024
"""

MALAYSIAN_RECEIPT = """\
tan woon yann
PASAR RAYA MAJU
(SEMENYIH) SON BHD
(767840-W)
NO 24, 25 & 26, JALAN BUNGA RAYA 4,
43500 SEMENYIH, SELANGOR.
GST ID : 000746659840
TAX INVOICE
Invoice No: 01-283886
Date: 03/07/2018 5:22:43 PM
MILO 1KG 18.90 SR
EGGS 30S 11.54 SR
Total Sales (Inclusive of GST) RM 30.44
Rounding Adjustment RMO.01
Net Total RM 30.45
Cash RM 50.00
Change RM 19.55
GST Summary Amount(RM) Tax(RM)
Total 28.72 1.72
"""
