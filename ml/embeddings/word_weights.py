"""Words that say little about what a document is about: grammar, and what stands on every receipt."""

from typing import Final

_STOP_TEXT: Final = (
    "и в во на с со по за от до для из к ко у о об не но а же ли бы как что это или при без над под г ул д руб "
    "коп шт the a an of and or in on at for to from with by is are was be this that it as not no we you your our "
    "my ооо ао пао ltd llc inc gmbh co"
)
STOP_WORDS: Final = frozenset(_STOP_TEXT.split())

_COMMON_TEXT: Final = (
    "чек чека кассовый касса кассир смена итого итог всего сумма к оплате оплата оплачено наличными безналичными "
    "картой карта ндс инн кпп бик счет счета договор акт дата номер адрес город улица дом руб рублей рубль цена "
    "стоимость количество кол единица наименование товар товары услуга услуги работа работы заказчик исполнитель "
    "поставщик "
    "покупатель продавец получатель плательщик банк спасибо приход возврат сайт фн фд фп зн рн ккт телефон "
    "receipt invoice bill total subtotal sum amount paid payment cash card change tax vat date number no address "
    "street city price unit qty quantity description item items goods service services customer supplier seller buyer "
    "client contractor bank account thank thanks due terms phone tel till cashier order ref reference page bill_to"
)
COMMON_WORDS: Final = frozenset(_COMMON_TEXT.split())
