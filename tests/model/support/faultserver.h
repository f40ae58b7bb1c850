#pragma once

#include <QThread>

#include <memory>
#include <mutex>
#include <string>
#include <vector>

/// What the server does with one request.
struct ScriptedAnswer
{
    enum class End {
        HangUp,
        Silence,  ///< says nothing more and stays
        Comments, ///< ": still there" every 20 ms, for ever
    };
    std::vector<std::string> parts; ///< bytes; each but the first waits for a release()
    End end = End::HangUp;
};

struct ReceivedRequest
{
    std::string head; ///< the request line and the headers, in small letters but for the line
    std::string body;
};

/// A server on this machine, in a thread of its own, that gives its n-th request the n-th answer of its script,
/// well-formed or not; the last one stands for all that follow.
class FaultServer
{
public:
    enum class Speaks { Http, Https };
    /// Over TLS it shows the certificate of tests/model/data, which is for 127.0.0.1 and nobody's but its own.
    explicit FaultServer(std::vector<ScriptedAnswer> script, Speaks speaks = Speaks::Http);
    ~FaultServer();

    std::string address(const std::string& host = "127.0.0.1") const
    {
        return (m_speaks == Speaks::Https ? "https://" : "http://") + host + ":" + std::to_string(m_port);
    }
    std::vector<ReceivedRequest> requests() const;
    /// Lets the newest connection have its next part.
    void release();

private:
    class Service;

    mutable std::mutex m_mutex;
    std::vector<ReceivedRequest> m_requests;
    std::vector<ScriptedAnswer> m_script;
    Speaks m_speaks;
    QThread m_thread;
    Service* m_service; ///< lives and dies in the thread
    int m_port = 0;
};
