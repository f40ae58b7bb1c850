#include "core/model/http/anthropic.h"

#include "core/base/jsonmembers.h"

namespace espalier {
namespace {

using nlohmann::json;

/// The API wants a limit. A kernel with its words is seldom over 8000 tokens; models before Claude 3.7 take no more
/// than 8192 and say so.
constexpr int kMostTokensOut = 16'384;

WireReply::Stop stopOf(const std::string& reason)
{
    if (reason == "refusal") {
        return WireReply::Stop::Refusal;
    }
    if (reason == "tool_use" || reason == "pause_turn") {
        return WireReply::Stop::ToolCall;
    }
    if (reason == "max_tokens" || reason == "model_context_window_exceeded") {
        return WireReply::Stop::Length;
    }
    return reason.empty() ? WireReply::Stop::NotYet : WireReply::Stop::Done;
}

/// Counts come twice in a stream, the later ones being the whole: what is named replaces what was.
void takeUsage(const json& usage, TokenCount& tokens)
{
    tokens.in = countOf(usage, "input_tokens").value_or(tokens.in);
    tokens.cacheRead = countOf(usage, "cache_read_input_tokens").value_or(tokens.cacheRead);
    tokens.cacheWritten = countOf(usage, "cache_creation_input_tokens").value_or(tokens.cacheWritten);
    tokens.out = countOf(usage, "output_tokens").value_or(tokens.out);
}

/// A part of the answer. Thoughts, which come in blocks of their own, are passed over.
void takeBlock(const json& block, WireReply& reply)
{
    const std::string type = textOf(block, "type");
    if (type == "text") {
        reply.text += textOf(block, "text");
    } else if (type.ends_with("tool_use")) {
        reply.stopFor(WireReply::Stop::ToolCall);
    }
}

AttemptFault faultOfError(const json& error)
{
    return faultOfReport(textOf(error, "type"), textOf(error, "message"));
}

} // namespace

HttpHeaders AnthropicProtocol::headers(const ApiKey& key) const
{
    HttpHeaders headers{{"anthropic-version", "2023-06-01"}};
    if (!key.isEmpty()) {
        headers.emplace_back("x-api-key", key.forHeader());
    }
    return headers;
}

std::string AnthropicProtocol::body(const ModelRequest& request, const std::string& model) const
{
    json messages = json::array();
    for (const ModelTurn& turn : request.turns) {
        messages.push_back(
            {{"role", turn.role == ModelTurn::Role::User ? "user" : "assistant"}, {"content", turn.text}});
    }
    json document{{"model", model}, {"max_tokens", kMostTokensOut}, {"stream", true}, {"messages", messages}};
    if (!request.system.empty()) {
        document["system"] =
            json::array({{{"type", "text"}, {"text", request.system}, {"cache_control", {{"type", "ephemeral"}}}}});
    }
    return document.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<AttemptFault> AnthropicProtocol::takeEvent(const ServerEvent& event, WireReply& reply) const
{
    const json document = parsedObject(event.data);
    if (document.is_null()) {
        return notOfThisApi("an event of the answer");
    }
    const std::string type = textOf(document, "type");
    if (type == "error") {
        return faultOfError(memberOf(document, "error"));
    }
    if (type == "message_start") {
        const json& message = memberOf(document, "message");
        reply.model = textOf(message, "model");
        takeUsage(memberOf(message, "usage"), reply.tokens);
    } else if (type == "content_block_start") {
        takeBlock(memberOf(document, "content_block"), reply);
    } else if (type == "content_block_delta") {
        const json& delta = memberOf(document, "delta");
        reply.text += textOf(delta, "type") == "text_delta" ? textOf(delta, "text") : std::string();
    } else if (type == "message_delta") {
        reply.stopFor(stopOf(textOf(memberOf(document, "delta"), "stop_reason")));
        takeUsage(memberOf(document, "usage"), reply.tokens);
    } else if (type == "message_stop") {
        reply.ended = true;
    }
    return std::nullopt;
}

std::optional<AttemptFault> AnthropicProtocol::takeDocument(std::string_view text, WireReply& reply) const
{
    const json document = parsedObject(text);
    if (textOf(document, "type") == "error") {
        return faultOfError(memberOf(document, "error"));
    }
    const json& content = memberOf(document, "content");
    if (!content.is_array()) {
        return notOfThisApi("the answer");
    }
    for (const json& block : content) {
        takeBlock(block, reply);
    }
    reply.model = textOf(document, "model");
    reply.stopFor(stopOf(textOf(document, "stop_reason")));
    takeUsage(memberOf(document, "usage"), reply.tokens);
    reply.ended = true;
    return std::nullopt;
}

} // namespace espalier
