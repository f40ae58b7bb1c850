#include "tests/mcp/peer.h"

#include <stdexcept>

namespace espalier::test {

using nlohmann::json;

bool Door::pass(const std::stop_token& stop)
{
    std::unique_lock lock(m_mutex);
    ++m_waiting;
    m_changed.notify_all();
    const bool open = m_changed.wait(lock, stop, [this] { return m_open; });
    m_cancelled += open ? 0 : 1;
    m_changed.notify_all();
    return open;
}

void Door::open()
{
    const std::lock_guard lock(m_mutex);
    m_open = true;
    m_changed.notify_all();
}

void Door::untilWaiting(int calls)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_waiting >= calls; });
}

void Door::untilCancelled(int calls)
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_cancelled >= calls; });
}

std::vector<McpTool> tools(Door& door)
{
    const json words = json::parse(R"({"type":"object","properties":{"word":{"type":"string","maxLength":8},
        "times":{"type":"integer","minimum":1,"maximum":3},"how":{"type":"string","enum":["loud","low"]},
        "list":{"type":"array","items":{"type":"string","maxLength":3},"maxItems":2},"yes":{"type":"boolean"},
        "share":{"type":"number","minimum":0}},"required":["word"],"additionalProperties":false})");
    const json none = json::parse(R"({"type":"object","properties":{},"additionalProperties":false})");
    return {
        {"echo", "says it again", words, false,
         [](const json& arguments, const std::stop_token&) { return Result<json>(json{{"said", arguments["word"]}}); }},
        {"fail", "fails", none, false,
         [](const json&, const std::stop_token&) {
             return Result<json>(Error{ErrorKind::Answer, "it does not work", "it never does", "leave it"});
         }},
        {"throw", "breaks off", none, false,
         [](const json&, const std::stop_token&) -> Result<json> { throw std::runtime_error("no memory"); }},
        {"wait", "waits at a door", none, true, [&door](const json&, const std::stop_token& stop) {
             return door.pass(stop) ? Result<json>(json{{"passed", true}})
                                    : Result<json>(Error{ErrorKind::Interrupted, "cancelled", "", ""});
         }}};
}

Peer::Peer(bool initialized, const std::string& protocol)
    : m_server("1.2", tools(door), [this](const std::string& message) { keep(message); })
{
    if (initialized) {
        agreed = ask("initialize", {{"protocolVersion", protocol}, {"capabilities", json::object()}});
        say(R"({"jsonrpc":"2.0","method":"notifications/initialized"})");
    }
}

std::size_t Peer::sent()
{
    const std::lock_guard lock(m_mutex);
    return m_sent.size();
}

json Peer::message(std::size_t index)
{
    std::unique_lock lock(m_mutex);
    m_arrived.wait(lock, [&] { return m_sent.size() > index; });
    return json::parse(m_sent[index]);
}

json Peer::answerTo(const std::string& line)
{
    const std::size_t before = sent();
    say(line);
    return message(before);
}

json Peer::ask(const char* method, const json& params, const json& id)
{
    return answerTo(json{{"jsonrpc", "2.0"}, {"id", id}, {"method", method}, {"params", params}}.dump());
}

void Peer::begin(const char* tool, int id)
{
    const json params{{"name", tool}, {"arguments", json::object()}};
    say(json{{"jsonrpc", "2.0"}, {"id", id}, {"method", "tools/call"}, {"params", params}}.dump());
}

void Peer::keep(const std::string& message)
{
    const std::lock_guard lock(m_mutex);
    m_sent.push_back(message);
    m_arrived.notify_all();
}

int codeOf(const json& answer)
{
    return answer.contains("error") ? answer.at("error").at("code").get<int>() : 0;
}

json callEcho(Peer& peer, const json& arguments)
{
    return peer.ask("tools/call", {{"name", "echo"}, {"arguments", arguments}});
}

} // namespace espalier::test
