"""Drives `espalier mcp` with the public client library of the protocol (the package "mcp").

usage: python3 client.py PATH/TO/espalier [--evaluate]

Lists the tools and calls each that is cheap; with --evaluate also has a kernel judged. Exit code 77 where the library
is not installed.
"""

import asyncio
import json
import subprocess
import sys
import tempfile

try:
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client
    from mcp.shared import exceptions
except ImportError as missing:
    print(f"skipped: the client library is not installed for {sys.executable} ({missing}); pip install mcp")
    sys.exit(77)

# Version 2 of the library writes names with underscores.
McpError = getattr(exceptions, "McpError", None) or exceptions.MCPError
TOOLS = ["list_tasks", "evaluate_candidate", "read_node", "read_tree", "steer", "search_knowledge", "read_document"]


def member(thing, name):
    """thing.isError of version 1, thing.is_error of version 2."""
    snake = "".join("_" + letter.lower() if letter.isupper() else letter for letter in name)
    return getattr(thing, name) if hasattr(thing, name) else getattr(thing, snake)


def document(result):
    """The JSON object that a tool answered with; as text and, in newer versions of the protocol, as itself."""
    assert not member(result, "isError"), result.content[0].text
    told = json.loads(result.content[0].text)
    structured = member(result, "structuredContent")
    assert structured is None or structured == told
    return told


async def refused(session, tool, arguments):
    """Wrong arguments are an error of the protocol, a failure is an answer that says so."""
    try:
        result = await session.call_tool(tool, arguments)
    except McpError:
        return True
    return member(result, "isError")


async def check(program, store, evaluate):
    parameters = StdioServerParameters(command=program, args=["mcp", "--store", store])
    async with stdio_client(parameters) as (read, write), ClientSession(read, write) as session:
        agreed = await session.initialize()
        assert member(agreed, "serverInfo").name == "espalier"
        print("protocol", member(agreed, "protocolVersion"))
        await session.send_ping()

        tools = (await session.list_tools()).tools
        assert [tool.name for tool in tools] == TOOLS, [tool.name for tool in tools]
        for tool in tools:
            assert tool.description and member(tool, "inputSchema")["type"] == "object"

        tasks = document(await session.call_tool("list_tasks", {}))["tasks"]
        assert any(task["task"] == "rmsnorm" for task in tasks)
        task = document(await session.call_tool("list_tasks", {"task": "rmsnorm"}))
        assert "void rmsnorm(" in task["header"]
        assert not any(case["name"] == "prime" for case in task["cases"]), "hidden cases stay hidden"

        found = document(await session.call_tool("search_knowledge", {"words": "false sharing", "platform": "cpu"}))
        name = found["documents"][0]["document"]
        assert document(await session.call_tool("read_document", {"name": name}))["text"]

        assert await refused(session, "list_tasks", {"taks": "rmsnorm"})
        assert await refused(session, "read_document", {"name": "no-such-document"})
        assert await refused(session, "read_tree", {}), "the store is empty"
        assert await refused(session, "read_node", {"node": "1.0"})
        assert await refused(session, "steer", {"session": "1", "verb": "pin", "node": "0"})

        if evaluate:
            source = "void rmsnorm(const float*, const float*, float*, int64_t, int64_t) {}\n"
            told = document(await session.call_tool("evaluate_candidate", {"task": "rmsnorm", "source": source}))
            assert told["verdict"] == "wrong", told
            print("evaluate_candidate:", told["verdict"], "-", told["reason"])
    print("all tools answered")


def main():
    program = sys.argv[1]
    if subprocess.run([program, "--version"], capture_output=True, check=False).returncode != 0:
        print(f"skipped: {program} is not built")
        return 77
    with tempfile.TemporaryDirectory() as store:
        asyncio.run(check(program, store, "--evaluate" in sys.argv))
    return 0


sys.exit(main())
