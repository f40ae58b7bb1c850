#pragma once

#include "core/model/http/chatprotocol.h"
#include "core/model/http/modelchoice.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// A response with its length, closed behind it.
std::string httpResponse(int status, std::string_view type, std::string_view body, std::string_view headers = {});
/// The head of a stream that ends with its connection.
std::string streamHead();

/// One server-sent event.
std::string wireEvent(std::string_view data);

/// What the server of an API sends for an answer of these parts: 100 tokens read of which 60 came from the cache (and
/// 20 more went into Anthropic's), 7 written, by "served-model".
std::string streamStart(espalier::ModelApi api);
std::string textEvent(espalier::ModelApi api, std::string_view text);
/// The model's reason to stop (in Anthropic's words), the usage, and the end mark.
std::string streamEnd(espalier::ModelApi api, std::string_view reason = "end_turn");
std::string wholeStream(espalier::ModelApi api, const std::vector<std::string>& parts,
                        std::string_view reason = "end_turn");
/// The same answer in one document.
std::string wholeDocument(espalier::ModelApi api, std::string_view text, std::string_view reason = "end_turn");
/// A stream in which the model calls a tool.
std::string toolCallStream(espalier::ModelApi api);
/// An error of the API's form.
std::string errorDocument(std::string_view type, std::string_view message);

/// What a protocol reads out of a stream.
struct Reading
{
    espalier::WireReply reply;
    std::optional<espalier::AttemptFault> fault;
};
Reading readingOf(const espalier::ChatProtocol& protocol, const std::string& bytes);
