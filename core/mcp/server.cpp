#include "core/mcp/server.h"

#include "core/mcp/argumentschema.h"

#include <algorithm>
#include <array>
#include <exception>
#include <memory>

namespace espalier {
namespace {

using Json = nlohmann::json;

constexpr std::array<const char*, 3> kProtocols{"2025-06-18", "2025-03-26", "2024-11-05"}; ///< newest first
constexpr const char* kWithBatches = "2025-03-26"; ///< the only one that has them
constexpr const char* kWithStructure = "2025-06-18";

constexpr const char* kInstructions =
    "Espalier judges compute kernels: it builds a candidate, checks it against a reference on shapes it has never "
    "seen, "
    "times it against the fastest baseline of this machine and diagnoses what bounds it. Look at a task with "
    "list_tasks, read the documents that fit with search_knowledge, write a kernel, and have it judged with "
    "evaluate_candidate. read_tree and read_node show what a search has tried; steer tells a search what to do.";

std::string textOf(const Json& document)
{
    return document.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json toolResult(const std::string& text, bool failed)
{
    return {{"content", Json::array({{{"type", "text"}, {"text", text}}})}, {"isError", failed}};
}

/// The answers to one batch, sent together when the last one is here.
class BatchAnswers
{
public:
    BatchAnswers(std::size_t open, std::function<void(const Json&)> send) : m_open(open), m_send(std::move(send)) {}

    void add(const Json& answer)
    {
        const std::lock_guard lock(m_mutex);
        if (!answer.is_null()) {
            m_answers.push_back(answer);
        }
        if (--m_open == 0 && !m_answers.empty()) {
            m_send(m_answers);
        }
    }

private:
    std::mutex m_mutex;
    std::size_t m_open;
    Json m_answers = Json::array();
    std::function<void(const Json&)> m_send;
};

} // namespace

McpServer::McpServer(std::string version, std::vector<McpTool> tools, Send send)
    : m_version(std::move(version)), m_tools(std::move(tools)), m_send(std::move(send))
{
}

McpServer::~McpServer()
{
    for (auto& [id, call] : m_calls) {
        call.thread.request_stop();
    }
    m_calls.clear();
}

void McpServer::send(const Json& message)
{
    const std::lock_guard lock(m_sendMutex);
    m_send(textOf(message));
}

void McpServer::receiveTooLong()
{
    send(rpcError(nullptr, RpcError::Parse, "the message is too long"));
}

void McpServer::receive(const std::string& line)
{
    forgetEnded();
    const Json message = parseMessage(line);
    if (message.is_discarded()) {
        send(rpcError(nullptr, RpcError::Parse, "the message is no JSON, or nested too deep"));
    } else if (message.is_array()) {
        receiveBatch(message);
    } else {
        take(message, [this](const Json& answer) {
            if (!answer.is_null()) {
                send(answer);
            }
        });
    }
}

void McpServer::receiveBatch(const Json& batch)
{
    if (m_protocol != kWithBatches || batch.empty() || batch.size() > kMostBatch) {
        send(rpcError(nullptr, RpcError::InvalidRequest,
                      m_protocol != kWithBatches ? "batches are no part of the protocol agreed on"
                                                 : "a batch has 1 to 64 messages"));
        return;
    }
    const auto answers = std::make_shared<BatchAnswers>(batch.size(), [this](const Json& all) { send(all); });
    for (const Json& message : batch) {
        take(message, [answers](const Json& answer) { answers->add(answer); });
    }
}

void McpServer::take(const Json& message, const Reply& reply)
{
    const RpcMessage read = readRpc(message);
    if (!read.problem.empty()) {
        reply(rpcError(read.id, RpcError::InvalidRequest, read.problem));
    } else if (read.response) {
        reply(nullptr);
    } else if (read.request->id.is_null()) {
        notify(*read.request);
        reply(nullptr);
    } else {
        answer(*read.request, reply);
    }
}

void McpServer::notify(const RpcRequest& notification)
{
    if (notification.method != "notifications/cancelled") {
        return;
    }
    const auto id = notification.params.find("requestId");
    const auto call = id == notification.params.end() ? m_calls.end() : m_calls.find(textOf(*id));
    if (call != m_calls.end()) {
        call->second.thread.request_stop();
    }
}

void McpServer::answer(const RpcRequest& request, const Reply& reply)
{
    const Json& id = request.id;
    if (request.method == "ping") {
        reply(rpcResult(id, Json::object()));
    } else if (request.method == "initialize") {
        reply(initialize(request));
    } else if (request.method != "tools/list" && request.method != "tools/call") {
        reply(rpcError(id, RpcError::MethodNotFound, "there is no method \"" + request.method.substr(0, 60) + "\""));
    } else if (m_protocol.empty()) {
        reply(rpcError(id, RpcError::InvalidRequest, "the first request is initialize"));
    } else if (request.method == "tools/list") {
        reply(listTools(request));
    } else {
        callTool(request, reply);
    }
}

/// The version that the client asks for where we speak it, else our newest, as the protocol says.
Json McpServer::initialize(const RpcRequest& request)
{
    const std::string asked = request.text("protocolVersion");
    if (asked.empty() || !m_protocol.empty()) {
        return m_protocol.empty()
                   ? rpcError(request.id, RpcError::InvalidParams, "protocolVersion is missing or no text")
                   : rpcError(request.id, RpcError::InvalidRequest, "the protocol is agreed on already");
    }
    const auto known = std::find(kProtocols.begin(), kProtocols.end(), asked);
    m_protocol = known == kProtocols.end() ? kProtocols.front() : *known;
    return rpcResult(request.id, {{"protocolVersion", m_protocol},
                                  {"capabilities", {{"tools", {{"listChanged", false}}}}},
                                  {"serverInfo", {{"name", "espalier"}, {"version", m_version}}},
                                  {"instructions", kInstructions}});
}

Json McpServer::listTools(const RpcRequest& request) const
{
    if (request.params.contains("cursor")) {
        return rpcError(request.id, RpcError::InvalidParams, "there is no such page: all tools are on the first");
    }
    Json list = Json::array();
    for (const McpTool& tool : m_tools) {
        list.push_back({{"name", tool.name}, {"description", tool.description}, {"inputSchema", tool.input}});
    }
    return rpcResult(request.id, {{"tools", std::move(list)}});
}

void McpServer::callTool(const RpcRequest& request, const Reply& reply)
{
    const std::string name = request.text("name");
    const auto tool = std::find_if(m_tools.begin(), m_tools.end(), [&](const McpTool& t) { return t.name == name; });
    if (tool == m_tools.end()) {
        reply(rpcError(request.id, RpcError::InvalidParams, "there is no tool \"" + name.substr(0, 60) + "\""));
        return;
    }
    Json arguments = request.params.value("arguments", Json::object());
    if (const auto problem = schemaProblem(tool->input, arguments)) {
        reply(rpcError(request.id, RpcError::InvalidParams, *problem));
    } else if (tool->slow) {
        begin(request, *tool, std::move(arguments), reply);
    } else {
        reply(rpcResult(request.id, resultOf(*tool, arguments, {})));
    }
}

void McpServer::begin(const RpcRequest& request, const McpTool& tool, Json arguments, const Reply& reply)
{
    const std::string key = textOf(request.id);
    if (m_calls.contains(key)) {
        reply(rpcError(request.id, RpcError::InvalidRequest, "a request with this id is under way"));
        return;
    }
    if (m_calls.size() >= kMostCalls) {
        reply(rpcResult(request.id, toolResult("Eight calls are under way already; wait for one of them.", true)));
        return;
    }
    Call& call = m_calls[key]; // stays where it is: a map's elements do not move
    call.thread = std::jthread(
        [this, &call, &tool, id = request.id, arguments = std::move(arguments), reply](const std::stop_token& stop) {
            Json result = resultOf(tool, arguments, stop);
            // Who cancels wants no answer any more.
            reply(stop.stop_requested() ? Json() : rpcResult(id, std::move(result)));
            const std::lock_guard lock(m_mutex);
            call.ended = true;
        });
}

Json McpServer::resultOf(const McpTool& tool, const Json& arguments, const std::stop_token& stop) const
{
    try {
        const auto answer = tool.call(arguments, stop);
        if (!answer) {
            return toolResult(answer.error().sentence(), true);
        }
        Json result = toolResult(textOf(*answer), false);
        if (m_protocol == kWithStructure) {
            result["structuredContent"] = *answer;
        }
        return result;
    } catch (const std::exception& problem) { // of a library below: out of memory, say
        return toolResult(std::string("The tool broke off: ") + problem.what(), true);
    }
}

void McpServer::forgetEnded()
{
    std::vector<std::jthread> ended; // joined after the lock is given back
    const std::lock_guard lock(m_mutex);
    for (auto call = m_calls.begin(); call != m_calls.end();) {
        if (call->second.ended) {
            ended.push_back(std::move(call->second.thread));
            call = m_calls.erase(call);
        } else {
            ++call;
        }
    }
}

} // namespace espalier
