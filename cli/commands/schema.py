from cli.commands.replace_process import replace_process

_PRINT = "from api.graphql.schema import print_sdl; print(print_sdl(), end='')"


def schema() -> None:
    """Print the GraphQL schema as the API serves it."""
    replace_process(["-c", _PRINT])
