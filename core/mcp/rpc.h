#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

namespace espalier {

/// The error codes of JSON-RPC 2.0.
enum class RpcError : int {
    Parse = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    Internal = -32603,
};

/// A request, or a notification where the id is null.
struct RpcRequest
{
    nlohmann::json id; ///< a string, a whole number or null
    std::string method;
    nlohmann::json params; ///< an object; empty when absent

    /// Of one member: a text, or "" where there is none or it is something else.
    std::string text(const char* member) const;
};

/// What a message is. A response is answered to nothing that we asked, so it is only told apart.
struct RpcMessage
{
    std::optional<RpcRequest> request;
    bool response = false;
    std::string problem; ///< why it is neither
    nlohmann::json id;   ///< of a message with a problem, null where it has none
};

/// JSON of at most 64 levels; all other text is discarded (is_discarded()). Deeper values would be copied and printed
/// by recursion until the stack ends.
nlohmann::json parseMessage(const std::string& text);

RpcMessage readRpc(const nlohmann::json& message);

nlohmann::json rpcResult(const nlohmann::json& id, nlohmann::json result);
nlohmann::json rpcError(const nlohmann::json& id, RpcError code, const std::string& message);

} // namespace espalier
