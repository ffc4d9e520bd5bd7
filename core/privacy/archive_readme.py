"""What lies beside the data in an archive, for the person who opens it."""

from typing import Final

README: Final = """\
Everything that Solvent keeps about you.

transactions.csv     your transactions as a table for a spreadsheet
data/<table>.json    every kind of record: a JSON array with one record a line
files/<id>           the files you sent; data/uploads.json tells their names and types
reports/<id>.pdf     your income reports that have not expired, and .xlsx, their workbooks
manifest.json        format and version, and of each entry its size, its SHA-256 and its number of records

Ids are UUIDs. Moments are ISO 8601 in UTC, dates are days. Amounts ending in _minor are whole numbers in the smallest
unit of the currency (kopecks, cents). Bytes are base64. A category_id that begins with "shared:" names a category that
everybody has, by its key.

Brought into an empty account (Settings, Privacy, Import) it gives the same books: accounts, transactions, categories,
rules, documents, planned items, forecasts, tax profiles with what was filed and paid, and how you want to be told.
manifest.json says under "not_restored" what is for you to read only, and why. The format is described in
docs/privacy.md of the project.

Все данные о вас, которые хранит Solvent: transactions.csv откроется в таблице, data/ хранит записи каждого вида,
files/ хранит отправленные вами файлы, reports/ хранит отчёты о доходах. Архив можно загрузить в пустую учётную запись.
"""
