#pragma once

#include "core/model/http/apikey.h"
#include "core/model/http/eventstream.h"
#include "core/model/http/wirereply.h"
#include "core/model/model.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace espalier {

using HttpHeaders = std::vector<std::pair<std::string, std::string>>;

/// How one API is spoken: what is sent, and what is read out of what comes back. No network; may be used from any
/// thread. What comes back is hostile.
class ChatProtocol
{
public:
    virtual ~ChatProtocol() = default;

    /// Appended to the address of the API's version: "/messages".
    virtual std::string path() const = 0;
    /// Those that this API wants beside the usual ones; the key's only where there is a key.
    virtual HttpHeaders headers(const ApiKey& key) const = 0;
    /// JSON that asks for a stream.
    virtual std::string body(const ModelRequest& request, const std::string& model) const = 0;

    /// One event of the stream.
    virtual std::optional<AttemptFault> takeEvent(const ServerEvent& event, WireReply& reply) const = 0;
    /// The whole answer of a server that does not stream although it was asked to.
    virtual std::optional<AttemptFault> takeDocument(std::string_view text, WireReply& reply) const = 0;
};

} // namespace espalier
