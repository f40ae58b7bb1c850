#include "tests/model/support/wiresamples.h"

#include "core/model/http/eventstream.h"

#include <nlohmann/json.hpp>

using espalier::ModelApi;
using nlohmann::json;

namespace {

/// The reason in OpenAI's words.
std::string finishReason(std::string_view reason)
{
    if (reason == "refusal") {
        return "content_filter";
    }
    if (reason == "tool_use") {
        return "tool_calls";
    }
    return reason == "max_tokens" ? "length" : "stop";
}

json openAiUsage()
{
    return {{"prompt_tokens", 100}, {"completion_tokens", 7}, {"prompt_tokens_details", {{"cached_tokens", 60}}}};
}

json anthropicUsage()
{
    return {{"input_tokens", 20},
            {"cache_read_input_tokens", 60},
            {"cache_creation_input_tokens", 20},
            {"output_tokens", 7}};
}

json chunk(const json& delta, const json& finish)
{
    return {{"object", "chat.completion.chunk"},
            {"model", "served-model"},
            {"choices", json::array({json{{"index", 0}, {"delta", delta}, {"finish_reason", finish}}})},
            {"usage", nullptr}};
}

} // namespace

std::string httpResponse(int status, std::string_view type, std::string_view body, std::string_view headers)
{
    return "HTTP/1.1 " + std::to_string(status) + " Said\r\nContent-Type: " + std::string(type) +
           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\nConnection: close\r\n" + std::string(headers) +
           "\r\n" + std::string(body);
}

std::string streamHead()
{
    return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nConnection: close\r\n\r\n";
}

std::string wireEvent(std::string_view data)
{
    return "data: " + std::string(data) + "\n\n";
}

std::string streamStart(ModelApi api)
{
    if (api == ModelApi::OpenAi) {
        return wireEvent(chunk({{"role", "assistant"}, {"content", ""}}, nullptr).dump());
    }
    json usage = anthropicUsage();
    usage["output_tokens"] = 1;
    return wireEvent(json{{"type", "message_start"},
                          {"message", {{"type", "message"}, {"model", "served-model"}, {"usage", usage}}}}
                         .dump()) +
           wireEvent(
               json{{"type", "content_block_start"}, {"index", 0}, {"content_block", {{"type", "text"}, {"text", ""}}}}
                   .dump()) +
           "event: ping\n" + wireEvent(R"({"type":"ping"})");
}

std::string textEvent(ModelApi api, std::string_view text)
{
    if (api == ModelApi::OpenAi) {
        return wireEvent(chunk({{"content", text}}, nullptr).dump());
    }
    return wireEvent(
        json{{"type", "content_block_delta"}, {"index", 0}, {"delta", {{"type", "text_delta"}, {"text", text}}}}
            .dump());
}

std::string streamEnd(ModelApi api, std::string_view reason)
{
    if (api == ModelApi::OpenAi) {
        json usage = chunk(nullptr, nullptr);
        usage["choices"] = json::array();
        usage["usage"] = openAiUsage();
        return wireEvent(chunk(json::object(), finishReason(reason)).dump()) + wireEvent(usage.dump()) +
               wireEvent("[DONE]");
    }
    return wireEvent(R"({"type":"content_block_stop","index":0})") +
           wireEvent(
               json{{"type", "message_delta"}, {"delta", {{"stop_reason", reason}}}, {"usage", {{"output_tokens", 7}}}}
                   .dump()) +
           wireEvent(R"({"type":"message_stop"})");
}

std::string wholeStream(ModelApi api, const std::vector<std::string>& parts, std::string_view reason)
{
    std::string stream = streamStart(api);
    for (const std::string& part : parts) {
        stream += textEvent(api, part);
    }
    return stream + streamEnd(api, reason);
}

std::string wholeDocument(ModelApi api, std::string_view text, std::string_view reason)
{
    if (api == ModelApi::OpenAi) {
        const json choice{{"index", 0},
                          {"message", {{"role", "assistant"}, {"content", text}, {"tool_calls", json::array()}}},
                          {"finish_reason", finishReason(reason)}};
        return json{{"model", "served-model"}, {"choices", json::array({choice})}, {"usage", openAiUsage()}}.dump();
    }
    return json{{"type", "message"},
                {"model", "served-model"},
                {"content", json::array({json{{"type", "text"}, {"text", text}}})},
                {"stop_reason", reason},
                {"usage", anthropicUsage()}}
        .dump();
}

std::string toolCallStream(ModelApi api)
{
    if (api == ModelApi::OpenAi) {
        const json call{{"index", 0}, {"id", "c1"}, {"function", {{"name", "rm"}, {"arguments", "{}"}}}};
        return streamStart(api) + wireEvent(chunk({{"tool_calls", json::array({call})}}, nullptr).dump()) +
               streamEnd(api, "tool_use");
    }
    return streamStart(api) +
           wireEvent(
               json{{"type", "content_block_start"},
                    {"index", 1},
                    {"content_block", {{"type", "tool_use"}, {"id", "t1"}, {"name", "rm"}, {"input", json::object()}}}}
                   .dump()) +
           streamEnd(api, "tool_use");
}

std::string errorDocument(std::string_view type, std::string_view message)
{
    return json{{"type", "error"}, {"error", {{"type", type}, {"message", message}}}}.dump();
}

Reading readingOf(const espalier::ChatProtocol& protocol, const std::string& bytes)
{
    Reading reading;
    for (const espalier::ServerEvent& one : espalier::EventStream(1 << 20).take(bytes)) {
        reading.fault = protocol.takeEvent(one, reading.reply);
        if (reading.fault) {
            return reading;
        }
    }
    reading.fault = espalier::faultOf(reading.reply);
    return reading;
}
