#pragma once

#include "core/model/http/chatprotocol.h"

namespace espalier {

/// Chat completions, as OpenAI defines them and vLLM, llama.cpp, Ollama and most gateways speak them. Servers that name
/// no tokens, end without "[DONE]", or answer at once with one document are understood.
class OpenAiProtocol final : public ChatProtocol
{
public:
    std::string path() const override { return "/chat/completions"; }
    HttpHeaders headers(const ApiKey& key) const override;
    std::string body(const ModelRequest& request, const std::string& model) const override;
    std::optional<AttemptFault> takeEvent(const ServerEvent& event, WireReply& reply) const override;
    std::optional<AttemptFault> takeDocument(std::string_view text, WireReply& reply) const override;
};

} // namespace espalier
