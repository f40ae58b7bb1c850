#include "core/model/http/replycollector.h"

#include "core/model/http/retries.h"

#include <algorithm>

namespace espalier {
namespace {

/// An event of 150-300 bytes may carry one token of four: 64 MiB of them are 2 MiB of text at the least favourable.
constexpr std::size_t kLongestStream = kLongestReply * 32;
/// Quoting doubles a text of nothing but quotation marks.
constexpr std::size_t kLongestDocument = kLongestReply * 2;
constexpr std::size_t kLongestErrorBody = std::size_t{64} << 10;

/// "application/json" of "Application/JSON; charset=utf-8".
std::string mediaType(std::string_view header)
{
    std::string type(header.substr(0, header.find_first_of("; \t")));
    std::transform(type.begin(), type.end(), type.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return type;
}

} // namespace

ReplyCollector::ReplyCollector(const ChatProtocol& protocol, const ApiKey& key, const Model::OnText& onText,
                               std::int64_t now)
    : m_protocol(protocol), m_onText(onText), m_now(now), m_mask(key), m_events(kLongestReply)
{
}

std::optional<AttemptFault> ReplyCollector::takeHead(const ResponseHead& head)
{
    m_head = head;
    if (head.status >= 300 && head.status < 400) {
        // Not followed, wherever it leads: the key goes to the address that the user gave and to no other.
        AttemptFault fault = faultOfStatus(head.status, {}, {});
        fault.said = head.location;
        return fault;
    }
    if (head.status < 200 || head.status >= 400) {
        m_form = Form::ErrorBody;
        return std::nullopt;
    }
    const std::string type = mediaType(head.contentType);
    if (type != "text/event-stream" && type != "application/json") {
        return AttemptFault{AttemptFault::Again::Never,
                            ErrorKind::Machine,
                            "what answers there is no model: it sent neither a stream of events nor JSON",
                            "check the address; a sign-in page of a network also looks like this",
                            head.contentType,
                            {}};
    }
    m_form = type == "application/json" ? Form::Document : Form::Stream;
    return std::nullopt;
}

std::optional<AttemptFault> ReplyCollector::takeBody(std::string_view bytes)
{
    switch (m_form) {
    case Form::Stream:
        return takeStream(bytes);
    case Form::Document:
        m_body += bytes;
        return m_body.size() > kLongestDocument ? std::optional(tooLong()) : std::nullopt;
    case Form::ErrorBody:
        m_body += bytes.substr(0, kLongestErrorBody - m_body.size());
        break;
    }
    return std::nullopt;
}

std::optional<AttemptFault> ReplyCollector::takeStream(std::string_view bytes)
{
    m_streamed += bytes.size();
    for (const ServerEvent& event : m_events.take(bytes)) {
        const std::size_t before = m_reply.text.size();
        if (auto fault = m_protocol.takeEvent(event, m_reply)) {
            return fault;
        }
        if (auto fault = show(before)) {
            return fault;
        }
        if (m_reply.ended) {
            return std::nullopt;
        }
    }
    return m_events.isOverCap() || m_streamed > kLongestStream ? std::optional(tooLong()) : std::nullopt;
}

std::optional<AttemptFault> ReplyCollector::show(std::size_t from)
{
    if (m_reply.text.size() > kLongestReply) {
        return tooLong();
    }
    const std::string shown = m_mask.take(std::string_view(m_reply.text).substr(from));
    if (m_onText && !shown.empty()) {
        m_onText(shown);
    }
    return std::nullopt;
}

bool ReplyCollector::isComplete() const
{
    return m_reply.ended || (m_form == Form::ErrorBody && m_body.size() == kLongestErrorBody);
}

std::optional<AttemptFault> ReplyCollector::end(bool isCut)
{
    if (m_form == Form::ErrorBody) {
        return faultOfStatus(m_head.status, m_body, retryAfter(m_head.retryAfter, m_now));
    }
    if (m_form == Form::Document) {
        if (isCut) {
            return brokenOff("the answer broke off before its end");
        }
        if (auto fault = m_protocol.takeDocument(m_body, m_reply)) {
            return fault;
        }
        if (auto fault = show(0)) {
            return fault;
        }
    }
    if (const std::string rest = m_mask.rest(); m_onText && !rest.empty()) {
        m_onText(rest);
    }
    return faultOf(m_reply);
}

} // namespace espalier
