#pragma once

#include "core/model/http/chatprotocol.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace espalier {

/// What stands before the body of an HTTP response; the texts are hostile.
struct ResponseHead
{
    int status = 0;
    std::string contentType;
    std::string retryAfter;
    std::string location;
};

/// Makes an answer of the bytes of one HTTP response: a stream, one document, or an error body, all bounded. Hands the
/// text out as it arrives, without the key should the server echo it. No network.
class ReplyCollector
{
public:
    /// All four are referred to. `now`, in seconds since 1970, is what a date in Retry-After is compared with.
    ReplyCollector(const ChatProtocol& protocol, const ApiKey& key, const Model::OnText& onText, std::int64_t now);

    std::optional<AttemptFault> takeHead(const ResponseHead& head);
    std::optional<AttemptFault> takeBody(std::string_view bytes);
    /// Nothing more is needed, whatever the server may still send.
    bool isComplete() const;
    /// After the last byte. `isCut`: the connection was lost, or given up.
    std::optional<AttemptFault> end(bool isCut);

    bool hasHead() const { return m_head.status != 0; }
    /// The status says what is wrong; the body only adds words.
    bool isErrorBody() const { return hasHead() && m_form == Form::ErrorBody; }
    const WireReply& reply() const { return m_reply; }

private:
    enum class Form { Stream, Document, ErrorBody };

    std::optional<AttemptFault> takeStream(std::string_view bytes);
    std::optional<AttemptFault> show(std::size_t from);

    const ChatProtocol& m_protocol;
    const Model::OnText& m_onText;
    std::int64_t m_now;
    KeyMask m_mask;
    ResponseHead m_head;
    Form m_form = Form::ErrorBody;
    EventStream m_events;
    std::size_t m_streamed = 0; ///< bytes
    std::string m_body;         ///< of a document or an error
    WireReply m_reply;
};

} // namespace espalier
