#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>

namespace espalier {

/// Where a model's API is reached: http or https, a host, perhaps a port and a path. Nothing secret is in it.
class ServerAddress
{
public:
    /// Refuses what has a user, a password, a query or a fragment; the error does not show the text, which may hold
    /// one.
    static Result<ServerAddress> parse(std::string_view text);

    /// In its usual spelling, without a slash at its end.
    const std::string& text() const { return m_text; }
    /// "api.anthropic.com", "localhost:8000": with the port where it is not the usual one.
    const std::string& host() const { return m_host; }
    bool isEncrypted() const { return m_encrypted; }
    /// This machine, by its address or as localhost.
    bool isLoopback() const { return m_loopback; }
    /// This machine, or one of a private network by its address. A name may lead anywhere and is not taken for one.
    bool isPrivate() const { return m_private; }
    /// Where to send to. `call` is "/messages": appended to a path that names a version of the API ("/v1"), to the path
    /// and "/v1" otherwise; an address that ends in it already is the endpoint itself.
    std::string endpoint(std::string_view call) const;

    bool operator==(const ServerAddress&) const = default;

private:
    std::string m_text;
    std::string m_host;
    bool m_encrypted = false;
    bool m_loopback = false;
    bool m_private = false;
};

} // namespace espalier
