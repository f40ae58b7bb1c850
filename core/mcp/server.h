#pragma once

#include "core/base/result.h"
#include "core/mcp/rpc.h"

#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace espalier {

/// Something a client may call.
struct McpTool
{
    std::string name;
    std::string description; ///< for a language model
    nlohmann::json input;    ///< the schema of its arguments, see argumentschema.h
    bool slow = false;       ///< runs on a thread of its own, may be cancelled
    /// A JSON object, or the error that the model is told. Arguments have been checked; slow ones look at `stop`.
    std::function<Result<nlohmann::json>(const nlohmann::json& arguments, const std::stop_token& stop)> call;
};

/// A server of the Model Context Protocol (modelcontextprotocol.io, versions 2024-11-05, 2025-03-26 and 2025-06-18)
/// that offers tools and nothing else: message in, message out, whatever carries them. What arrives is hostile: every
/// message gets an answer or none, as JSON-RPC 2.0 says, and none ends the program.
class McpServer
{
public:
    /// Takes one message, one line without its end. Called from the thread of receive() and from those of slow tools,
    /// never from two at once.
    using Send = std::function<void(const std::string& message)>;

    McpServer(std::string version, std::vector<McpTool> tools, Send send);
    /// Stops what is under way and waits for it.
    ~McpServer();
    McpServer(const McpServer&) = delete;
    McpServer& operator=(const McpServer&) = delete;

    void receive(const std::string& line);
    /// A line of which nothing was kept.
    void receiveTooLong();

    static constexpr std::size_t kMostCalls = 8;  ///< of slow tools, under way or waiting
    static constexpr std::size_t kMostBatch = 64; ///< messages in one

private:
    /// Where the answer to one message goes; null where none is to be given.
    using Reply = std::function<void(const nlohmann::json& answer)>;

    struct Call
    {
        bool ended = false; ///< guarded by m_mutex
        std::jthread thread;
    };

    void send(const nlohmann::json& message);
    void receiveBatch(const nlohmann::json& batch);
    void take(const nlohmann::json& message, const Reply& reply);
    void notify(const RpcRequest& notification);
    void answer(const RpcRequest& request, const Reply& reply);
    nlohmann::json initialize(const RpcRequest& request);
    nlohmann::json listTools(const RpcRequest& request) const;
    void callTool(const RpcRequest& request, const Reply& reply);
    void begin(const RpcRequest& request, const McpTool& tool, nlohmann::json arguments, const Reply& reply);
    nlohmann::json resultOf(const McpTool& tool, const nlohmann::json& arguments, const std::stop_token& stop) const;
    void forgetEnded();

    const std::string m_version;
    const std::vector<McpTool> m_tools;
    const Send m_send;
    std::mutex m_sendMutex;
    std::string m_protocol;              ///< agreed on; empty before initialize
    std::mutex m_mutex;                  ///< guards the calls' ends
    std::map<std::string, Call> m_calls; ///< of slow tools, by the dump of their id
};

} // namespace espalier
