#pragma once

#include "core/model/http/chatprotocol.h"

namespace espalier {

/// The Messages API, version 2023-06-01. The system text carries the mark for the provider's cache, so that it is paid
/// in full once and not at each step.
class AnthropicProtocol final : public ChatProtocol
{
public:
    std::string path() const override { return "/messages"; }
    HttpHeaders headers(const ApiKey& key) const override;
    std::string body(const ModelRequest& request, const std::string& model) const override;
    std::optional<AttemptFault> takeEvent(const ServerEvent& event, WireReply& reply) const override;
    std::optional<AttemptFault> takeDocument(std::string_view text, WireReply& reply) const override;
};

} // namespace espalier
