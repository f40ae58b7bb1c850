#pragma once

#include "core/model/http/replycollector.h"

#include <chrono>
#include <optional>
#include <stop_token>
#include <string>

namespace espalier {

struct HttpPost
{
    std::string url;
    HttpHeaders headers; ///< those of the API; holds the key
    std::string body;    ///< JSON
};

/// How long one attempt may take.
struct HttpLimits
{
    std::chrono::milliseconds connect{30'000}; ///< until the request has been sent
    std::chrono::milliseconds idle{300'000};   ///< without a byte; models think for minutes before their first word
    std::chrono::milliseconds total{1'800'000};
};

/// Sends one request and feeds the collector until its answer is whole. Runs an event loop of its own on the calling
/// thread, which may be any; a QCoreApplication must exist. Goes through the system's proxies except to this machine,
/// follows no redirection, keeps no cookies, and notices `stop` within 50 ms. Returns why there is no answer.
std::optional<AttemptFault> exchange(const HttpPost& post, const HttpLimits& limits, ReplyCollector& collector,
                                     std::stop_token stop);

/// The fault of an attempt that was stopped: ErrorKind::Interrupted.
AttemptFault stopped();

} // namespace espalier
