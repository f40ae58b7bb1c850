#pragma once

#include "core/model/http/httpexchange.h"
#include "core/model/http/modelchoice.h"
#include "core/model/http/retries.h"
#include "core/model/model.h"

#include <functional>
#include <memory>

namespace espalier {

struct HttpOptions
{
    HttpLimits limits; ///< of each attempt
    RetryPolicy retries;
    /// Waits between attempts; false when stopped meanwhile.
    std::function<bool(std::chrono::milliseconds, std::stop_token)> wait = waitFor;
};

/// A model behind a provider's or a server's HTTP interface. What is worth asking again is asked again; of an answer
/// that broke off and was asked for again, onText gets the text once more from its beginning. Tokens are counted over
/// all attempts as far as the server named them.
class HttpModel final : public Model
{
public:
    /// `key` must be one that may travel to the choice's address: findKey() sees to that. Without a price money is 0.
    HttpModel(ModelChoice choice, ApiKey key, std::optional<Price> price, HttpOptions options = {});

    Result<ModelReply> ask(const ModelRequest& request, const OnText& onText, std::stop_token stop) const override;
    std::string name() const override { return m_choice.toText(); }

private:
    ModelReply replyOf(const WireReply& wire, const TokenCount& spent) const;

    ModelChoice m_choice;
    ApiKey m_key;
    std::optional<Price> m_price;
    HttpOptions m_options;
    std::unique_ptr<const ChatProtocol> m_protocol;
};

} // namespace espalier
