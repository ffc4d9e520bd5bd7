"""What goes with a row is found by an index: an account of a million movements goes without a million scans."""

from sqlalchemy import text

from core.adapters.wiring import Platform

ARCHIVED = ("categories", "oauth_clients", "offers")
"""Never deleted one by one: at most with their person, or by an operator."""
UNINDEXED = text("""
SELECT k.conrelid::regclass || '.' || k.conname FROM pg_constraint k
WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace AND k.confrelid::regclass::text <> ALL(:archived)
AND NOT EXISTS (
    SELECT FROM pg_index i WHERE i.indrelid = k.conrelid AND i.indisvalid AND i.indpred IS NULL
    AND (i.indkey::int2[])[0:cardinality(k.conkey) - 1] @> k.conkey)
""")
OTHER_OWNER = text("""
SELECT k.conrelid::regclass || '.' || k.conname FROM pg_constraint k
WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace
AND k.confrelid::regclass::text NOT IN ('users', 'categories') AND cardinality(k.conkey) = 1
AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attname = 'user_id')
AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = k.confrelid AND a.attname = 'user_id')
""")


async def test_what_goes_with_a_row_is_found_by_an_index(platform: Platform) -> None:
    async with platform.database.read_system() as read:
        found = (await read.session.execute(UNINDEXED, {"archived": list(ARCHIVED)})).scalars().all()
    assert found == []


async def test_no_row_can_refer_to_another_persons(platform: Platform) -> None:
    async with platform.database.read_system() as read:
        assert (await read.session.execute(OTHER_OWNER)).scalars().all() == []
