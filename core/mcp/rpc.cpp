#include "core/mcp/rpc.h"

#include <algorithm>

namespace espalier {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kLongestId = 200;
constexpr int kDeepest = 64;

/// Brackets inside texts count for nothing; text that is no JSON at all may give any number.
int levels(const std::string& text)
{
    int level = 0;
    int deepest = 0;
    bool inText = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (inText && c == '\\') {
            ++i;
        } else if (c == '"') {
            inText = !inText;
        } else if (!inText && (c == '[' || c == '{')) {
            deepest = std::max(deepest, ++level);
        } else if (!inText && (c == ']' || c == '}')) {
            --level;
        }
    }
    return deepest;
}

bool isId(const Json& id)
{
    return id.is_number_integer() || (id.is_string() && id.get_ref<const std::string&>().size() <= kLongestId);
}

RpcMessage bad(std::string why, Json id = nullptr)
{
    RpcMessage message;
    message.problem = std::move(why);
    message.id = std::move(id);
    return message;
}

} // namespace

std::string RpcRequest::text(const char* member) const
{
    const auto found = params.find(member);
    return found != params.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Json parseMessage(const std::string& text)
{
    return levels(text) > kDeepest ? Json(Json::value_t::discarded) : Json::parse(text, nullptr, false);
}

RpcMessage readRpc(const Json& message)
{
    if (!message.is_object()) {
        return bad("a message is a JSON object");
    }
    RpcMessage read;
    const auto method = message.find("method");
    read.response = method == message.end() && (message.contains("result") || message.contains("error"));
    if (read.response) {
        return read;
    }
    const auto id = message.find("id");
    if (id != message.end() && !isId(*id)) {
        return bad("an id is a text or a whole number");
    }
    const Json known = id == message.end() ? Json() : *id;
    if (message.value("jsonrpc", Json()) != "2.0") {
        return bad("\"jsonrpc\" must be \"2.0\"", known);
    }
    if (method == message.end() || !method->is_string()) {
        return bad("there is no method, or it is no text", known);
    }
    Json params = message.value("params", Json::object());
    if (!params.is_object()) {
        return bad("the params are no object", known);
    }
    read.request = RpcRequest{known, method->get<std::string>(), std::move(params)};
    return read;
}

Json rpcResult(const Json& id, Json result)
{
    return {{"jsonrpc", "2.0"}, {"id", id}, {"result", std::move(result)}};
}

Json rpcError(const Json& id, RpcError code, const std::string& message)
{
    return {{"jsonrpc", "2.0"}, {"id", id}, {"error", {{"code", static_cast<int>(code)}, {"message", message}}}};
}

} // namespace espalier
