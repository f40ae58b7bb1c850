#include "core/model/http/httpmodel.h"

#include "core/base/clock.h"
#include "core/model/http/anthropic.h"
#include "core/model/http/openai.h"

#include <utility>

namespace espalier {
namespace {

constexpr int kLongestModelName = 200; ///< characters

std::unique_ptr<const ChatProtocol> protocolOf(ModelApi api)
{
    if (api == ModelApi::Anthropic) {
        return std::make_unique<AnthropicProtocol>();
    }
    return std::make_unique<OpenAiProtocol>();
}

} // namespace

HttpModel::HttpModel(ModelChoice choice, ApiKey key, std::optional<Price> price, HttpOptions options)
    : m_choice(std::move(choice)), m_key(std::move(key)), m_price(price), m_options(std::move(options)),
      m_protocol(protocolOf(m_choice.api))
{
}

Result<ModelReply> HttpModel::ask(const ModelRequest& request, const OnText& onText, std::stop_token stop) const
{
    const HttpPost post{m_choice.address.endpoint(m_protocol->path()), m_protocol->headers(m_key),
                        m_protocol->body(request, m_choice.model)};
    Retries retries(m_options.retries, request.seed);
    TokenCount spent;
    for (;;) {
        const auto now = static_cast<std::int64_t>(SystemClock().unixTime());
        ReplyCollector collector(*m_protocol, m_key, onText, now);
        const std::optional<AttemptFault> fault = exchange(post, m_options.limits, collector, stop);
        spent += collector.reply().tokens;
        if (!fault) {
            return replyOf(collector.reply(), spent);
        }
        const auto wait = retries.next(*fault);
        if (!wait) {
            return toError(*fault, name(), m_key, retries.attempts());
        }
        if (!m_options.wait(*wait, stop)) {
            return toError(stopped(), name(), m_key, retries.attempts());
        }
    }
}

ModelReply HttpModel::replyOf(const WireReply& wire, const TokenCount& spent) const
{
    const std::string served = printableWords(wire.model, m_key, kLongestModelName);
    return {m_key.masked(wire.text),
            served.empty() ? m_choice.model : served,
            {spent.in + spent.cacheRead + spent.cacheWritten, spent.cacheRead, spent.out,
             m_price ? money(spent, *m_price) : 0.0}};
}

} // namespace espalier
