#include "core/model/http/openai.h"

#include "core/base/jsonmembers.h"

#include <algorithm>

namespace espalier {
namespace {

using nlohmann::json;

WireReply::Stop stopOf(const std::string& reason)
{
    if (reason == "content_filter") {
        return WireReply::Stop::Refusal;
    }
    if (reason == "tool_calls" || reason == "function_call") {
        return WireReply::Stop::ToolCall;
    }
    if (reason == "length") {
        return WireReply::Stop::Length;
    }
    return reason.empty() ? WireReply::Stop::NotYet : WireReply::Stop::Done;
}

/// `prompt_tokens` holds those from the cache too. A server may send a null until the last event.
void takeUsage(const json& usage, TokenCount& tokens)
{
    if (const auto prompt = countOf(usage, "prompt_tokens")) {
        tokens.cacheRead = countOf(memberOf(usage, "prompt_tokens_details"), "cached_tokens").value_or(0);
        tokens.cacheRead = std::min(tokens.cacheRead, *prompt);
        tokens.in = *prompt - tokens.cacheRead;
        tokens.out = countOf(usage, "completion_tokens").value_or(tokens.out);
    }
}

/// The «delta» of an event or the «message» of a document. Many servers name an empty list of tools. Thoughts, which
/// some send as "reasoning_content", are passed over.
void takeMessage(const json& message, WireReply& reply)
{
    reply.text += textOf(message, "content");
    if (const std::string refusal = textOf(message, "refusal"); !refusal.empty()) {
        reply.refusal += refusal;
        reply.stopFor(WireReply::Stop::Refusal);
    }
    const json& calls = memberOf(message, "tool_calls");
    if ((calls.is_array() && !calls.empty()) || memberOf(message, "function_call").is_object()) {
        reply.stopFor(WireReply::Stop::ToolCall);
    }
}

/// What events and documents have in common.
std::optional<AttemptFault> takeCompletion(const json& completion, const char* message, WireReply& reply)
{
    if (const json& error = memberOf(completion, "error"); !error.is_null()) {
        const std::string code = textOf(error, "code");
        return faultOfReport(code.empty() ? textOf(error, "type") : code,
                             error.is_string() ? textOf(completion, "error") : textOf(error, "message"));
    }
    const json& choice = firstOf(memberOf(completion, "choices"));
    takeMessage(memberOf(choice, message), reply);
    reply.stopFor(stopOf(textOf(choice, "finish_reason")));
    takeUsage(memberOf(completion, "usage"), reply.tokens);
    if (reply.model.empty()) {
        reply.model = textOf(completion, "model");
    }
    return std::nullopt;
}

} // namespace

HttpHeaders OpenAiProtocol::headers(const ApiKey& key) const
{
    return key.isEmpty() ? HttpHeaders() : HttpHeaders{{"Authorization", "Bearer " + key.forHeader()}};
}

std::string OpenAiProtocol::body(const ModelRequest& request, const std::string& model) const
{
    json messages = json::array();
    if (!request.system.empty()) {
        messages.push_back({{"role", "system"}, {"content", request.system}});
    }
    for (const ModelTurn& turn : request.turns) {
        messages.push_back(
            {{"role", turn.role == ModelTurn::Role::User ? "user" : "assistant"}, {"content", turn.text}});
    }
    // Some servers keep the seed in 32 bits with a sign.
    const json document{{"model", model},
                        {"stream", true},
                        {"stream_options", {{"include_usage", true}}},
                        {"seed", request.seed & 0x7FFFFFFFU},
                        {"messages", messages}};
    return document.dump(-1, ' ', false, json::error_handler_t::replace);
}

std::optional<AttemptFault> OpenAiProtocol::takeEvent(const ServerEvent& event, WireReply& reply) const
{
    if (event.data.starts_with("[DONE]")) {
        reply.ended = true;
        return std::nullopt;
    }
    const json document = parsedObject(event.data);
    if (document.is_null()) {
        return notOfThisApi("an event of the answer");
    }
    return takeCompletion(document, "delta", reply);
}

std::optional<AttemptFault> OpenAiProtocol::takeDocument(std::string_view text, WireReply& reply) const
{
    const json document = parsedObject(text);
    if (memberOf(document, "error").is_null() && !firstOf(memberOf(document, "choices")).is_object()) {
        return notOfThisApi("the answer");
    }
    reply.ended = true;
    return takeCompletion(document, "message", reply);
}

} // namespace espalier
