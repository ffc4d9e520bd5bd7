"""Whether a subscriber's question about an event may be asked: of the schema, before anything is kept."""

from typing import Final

from graphql import (
    GraphQLError,
    GraphQLSchema,
    GraphQLSyntaxError,
    NonNullTypeNode,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    parse,
    print_ast,
    specified_rules,
    validate,
)

from api.graphql.declare.scopes import InsufficientScopeError, needed_by
from api.graphql.limit_document import document_limits
from core.actor import App
from core.identity.oauth.scopes import OF_WEBHOOKS, Scope
from core.ids import new_id
from core.ports.webhook_payload import PayloadQueryError
from core.settings import LimitSettings

LONGEST: Final = 10_000
VARIABLES: Final = {
    "id": "ID",
    "ids": "[ID!]",
    "accountIds": "[ID!]",
    "eventId": "ID",
    "type": "String",
    "timestamp": "DateTime",
}
"""What a query may declare, and is then told of the event."""
EVERY_SCOPE: Final = frozenset(scope.value for scope in set(Scope) - OF_WEBHOOKS if scope.value.endswith(":read"))
"""A payload reaches as far as an app that was let read everything: no credentials, payments, histories or people.

No webhooks either, which it would lead back to itself."""


def check_payload_query(
    schema: GraphQLSchema, limits: LimitSettings, text: str, scopes: frozenset[str] = EVERY_SCOPE
) -> str:
    """The query, trimmed. Raises PayloadQueryError, which says what is wrong with it, as that it reaches too far."""
    text = text.strip()
    if len(text) > LONGEST:
        raise _refused(f"The query is longer than {LONGEST} characters.")
    try:
        document = parse(text, max_tokens=limits.query_tokens)
    except GraphQLSyntaxError as error:
        raise _refused(f"The query can't be read: {error.message}") from None
    operations = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    if len(operations) != 1 or operations[0].operation is not OperationType.QUERY:
        raise _refused("There must be one operation, and it must be a query.")
    errors: list[GraphQLError] = validate(
        schema, document, [*specified_rules, NoSchemaIntrospectionCustomRule, *document_limits(limits)]
    )
    if errors:
        raise _refused(f"The query is not valid: {errors[0].message}")
    _check_variables(operations[0])
    needed = needed_by(schema, document)
    if not needed.roots:
        raise _refused("The query asks for nothing of the person's.")
    try:
        needed.check(App(new_id(), scopes - {scope.value for scope in OF_WEBHOOKS}))
    except InsufficientScopeError as error:
        raise _refused(f"The query goes too far: {error.message}") from None
    return text


def _check_variables(operation: OperationDefinitionNode) -> None:
    for declared in operation.variable_definitions or ():
        name = declared.variable.name.value
        kind = declared.type.type if isinstance(declared.type, NonNullTypeNode) else declared.type
        if VARIABLES.get(name) != print_ast(kind):
            known = ", ".join(f"${known}: {of}" for known, of in VARIABLES.items())
            raise _refused(f"The variable ${name} is none of {known}.")


def _refused(message: str) -> PayloadQueryError:
    return PayloadQueryError(message, field="payloadQuery")
