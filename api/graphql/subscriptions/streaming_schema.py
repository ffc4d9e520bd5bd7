"""Extensions have done their part in a subscription when its stream stands: they hold nothing while it lasts."""

from contextlib import nullcontext
from types import TracebackType
from typing import Any, Final

from strawberry import Schema
from strawberry.extensions import SchemaExtension
from strawberry.extensions.context import ExecutingContextManager, OperationContextManager
from strawberry.extensions.runner import SchemaExtensionsRunner
from strawberry.types import ExecutionContext
from strawberry.types.graphql import OperationType

_NOTHING: Final[Any] = nullcontext()


class StreamingSchema(Schema):
    """A schema whose subscriptions may last for hours, thousands at once."""

    def create_extensions_runner(
        self, execution_context: ExecutionContext, extensions: list[SchemaExtension]
    ) -> SchemaExtensionsRunner:
        """What runs an operation's extensions."""
        return _StreamingRunner(execution_context, extensions)


class _StreamingRunner(SchemaExtensionsRunner):
    _operation: OperationContextManager

    def operation(self) -> OperationContextManager:
        self._operation = super().operation()
        return self._operation

    def executing(self) -> ExecutingContextManager:
        return _Executing(self)

    async def stream_stands(self) -> None:
        """End what began with the operation: its span is that of its beginning, not of hours."""
        if self.execution_context.operation_type is OperationType.SUBSCRIPTION:
            held, self._operation.async_exit_stack = self._operation.async_exit_stack, _NOTHING
            self._operation.hooks.clear()
            await held.aclose()


class _Executing(ExecutingContextManager):
    def __init__(self, runner: _StreamingRunner) -> None:
        super().__init__(runner.extensions)
        self._runner = runner

    async def __aexit__(
        self, exc_type: type[BaseException] | None, exc_val: BaseException | None, exc_tb: TracebackType | None
    ) -> None:
        await super().__aexit__(exc_type, exc_val, exc_tb)
        await self._runner.stream_stands()
