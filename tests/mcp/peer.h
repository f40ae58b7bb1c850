#pragma once

#include "core/mcp/server.h"

#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

namespace espalier::test {

/// A door that a slow tool waits at until somebody opens it or the call is cancelled.
class Door
{
public:
    /// False when the stop came first.
    bool pass(const std::stop_token& stop);
    void open();
    void untilWaiting(int calls);
    void untilCancelled(int calls);

private:
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    bool m_open = false;
    int m_waiting = 0;
    int m_cancelled = 0;
};

/// echo, fail and throw at once; wait, which is slow, at the door.
std::vector<McpTool> tools(Door& door);

/// A server with what it sent.
class Peer
{
public:
    explicit Peer(bool initialized = true, const std::string& protocol = "2025-06-18");

    void say(const std::string& line) { m_server.receive(line); }
    McpServer& server() { return m_server; }
    std::size_t sent();
    /// The message of this index; waits for it.
    nlohmann::json message(std::size_t index);
    /// The next message after the line was said.
    nlohmann::json answerTo(const std::string& line);
    nlohmann::json ask(const char* method, const nlohmann::json& params, const nlohmann::json& id = 1);
    /// Calls a tool without arguments and waits for nothing.
    void begin(const char* tool, int id);

    Door door;
    nlohmann::json agreed; ///< the answer to initialize

private:
    void keep(const std::string& message);

    std::mutex m_mutex;
    std::condition_variable m_arrived;
    std::vector<std::string> m_sent;
    McpServer m_server; // last: it stops before what it sends to
};

/// Of an error; 0 for an answer that is none.
int codeOf(const nlohmann::json& answer);

nlohmann::json callEcho(Peer& peer, const nlohmann::json& arguments);

} // namespace espalier::test
