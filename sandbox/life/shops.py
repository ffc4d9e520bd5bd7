"""Where people spend: names as card terminals print them."""

from typing import Final

from sandbox.life.movements import Shop

GROCERIES: Final = (
    Shop("Пятёрочка", "PYATEROCHKA 2714", "5411", "Продукты", 240, 1900),
    Shop("Перекрёсток", "PEREKRESTOK LENINSKIY", "5411", "Продукты", 450, 3600),
    Shop("ВкусВилл", "VKUSVILL 1183", "5411", "Продукты", 300, 2400),
    Shop("Магнит", "MAGNIT MM TULSKIY", "5411", "Продукты", 180, 1500),
    Shop("Лента", "LENTA-148", "5411", "Продукты", 1500, 7800),
)
CAFES: Final = (
    Shop("Кофемания", "KOFEMANIYA", "5812", "Кафе и рестораны", 450, 2200),
    Shop("Шоколадница", "SHOKOLADNITSA 77", "5812", "Кафе и рестораны", 350, 1400),
    Shop("Додо Пицца", "DODO PIZZA", "5814", "Кафе и рестораны", 500, 1700),
    Shop("Теремок", "TEREMOK 042", "5814", "Кафе и рестораны", 320, 900),
)
COFFEE: Final = Shop("Даблби", "DOUBLEBY COFFEE", "5814", "Кафе и рестораны", 260, 260)
METRO: Final = Shop("Московский метрополитен", "METRO MOSCOW", "4111", "Транспорт", 63, 63)
FUEL: Final = (
    Shop("Лукойл", "LUKOIL AZS 324", "5541", "Авто", 1800, 3600),
    Shop("Газпромнефть", "GAZPROMNEFT AZS 118", "5541", "Авто", 1700, 3500),
)
TAXI: Final = Shop("Яндекс Go", "YANDEX*4121*GO", "4121", "Транспорт", 190, 1100)
PHARMACY: Final = Shop("Аптека Ригла", "RIGLA 2210", "5912", "Здоровье", 180, 2600)
CLOTHES: Final = Shop("Gloria Jeans", "GLORIA JEANS MEGA", "5651", "Одежда", 900, 5600)
MARKETPLACE: Final = (
    Shop("Wildberries", "WILDBERRIES", "5399", "Покупки", 390, 6400, None),
    Shop("Ozon", "OZON.RU", "5399", "Покупки", 350, 8200, None),
)
CASH: Final = Shop("Банкомат", "ATM 60120341 MOSCOW", "6011", "Наличные", 2000, 15000)
ABROAD: Final = Shop("Hotel Meridian", "HOTEL MERIDIAN ISTANBUL", "7011", "Путешествия", 4200, 14500, "Istanbul", "TR")

SUBSCRIPTIONS: Final = (
    Shop("Яндекс Плюс", "YANDEX*5815*PLUS", "5815", "Подписки", 399, 399, None),
    Shop("МТС", "MTS TOPUP", "4814", "Связь", 650, 650, None),
    Shop("Ростелеком", "ROSTELECOM INTERNET", "4899", "Связь", 790, 790, None),
    Shop("World Class", "WORLD CLASS FITNESS", "7997", "Спорт", 3900, 3900),
    Shop("Контур", "KONTUR.ELBA", "7372", "Сервисы для дела", 1200, 1200, None),
    Shop("Timeweb", "TIMEWEB CLOUD", "4816", "Сервисы для дела", 870, 870, None),
)
DOLLAR_SERVICES: Final = (
    Shop("GitHub", "GITHUB, INC.", "7372", "Сервисы для дела", 10, 10, None, "US"),
    Shop("Figma", "FIGMA MONTHLY RENEWAL", "7372", "Сервисы для дела", 15, 15, None, "US"),
)
