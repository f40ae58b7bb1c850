#include "core/model/http/retries.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <condition_variable>
#include <mutex>

namespace espalier {
namespace {

using std::chrono::milliseconds;

/// The digits at [at, at + length); -1 when there are others.
int number(std::string_view text, std::size_t at, std::size_t length)
{
    int value = -1;
    const char* const end = text.data() + at + length;
    const auto [stopped, error] = std::from_chars(text.data() + at, end, value);
    return error == std::errc() && stopped == end && value >= 0 ? value : -1;
}

/// Seconds since 1970 of "Sun, 06 Nov 1994 08:49:37 GMT". The day of the week is not compared.
std::optional<std::int64_t> httpDate(std::string_view text)
{
    constexpr std::string_view kForm = "Sun, 06 Nov 1994 08:49:37 GMT";
    constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (text.size() != kForm.size() || text.substr(3, 2) != ", " || text.substr(25) != " GMT") {
        return std::nullopt;
    }
    const auto month = std::find(kMonths.begin(), kMonths.end(), text.substr(8, 3));
    const int day = number(text, 5, 2);
    const int year = number(text, 12, 4);
    const int hour = number(text, 17, 2);
    const int minute = number(text, 20, 2);
    const int second = number(text, 23, 2);
    const std::chrono::year_month_day date{std::chrono::year(year),
                                           std::chrono::month(static_cast<unsigned>(month - kMonths.begin()) + 1),
                                           std::chrono::day(static_cast<unsigned>(std::max(day, 0)))};
    const bool isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;
    if (!date.ok() || year < 0 || !isTime) {
        return std::nullopt;
    }
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    return ((days * 24 + hour) * 60 + minute) * 60 + second;
}

} // namespace

std::optional<milliseconds> Retries::next(const AttemptFault& fault)
{
    ++m_attempts;
    m_brokenOff += fault.again == AttemptFault::Again::Once ? 1 : 0;
    if (fault.again == AttemptFault::Again::Never || m_brokenOff > 1 || m_attempts >= m_policy.attempts) {
        return std::nullopt;
    }
    if (fault.wait) {
        // Never before the server's time, and not all at the same moment after it.
        return *fault.wait > m_policy.patience ? std::nullopt : std::optional(*fault.wait + drawn(m_policy.first));
    }
    const int doublings = std::min(m_attempts - 1, 20);
    return drawn(std::min(m_policy.first * (1 << doublings), m_policy.longest));
}

milliseconds Retries::drawn(milliseconds whole)
{
    const double length = static_cast<double>(whole.count()) * (0.5 + 0.5 * m_rng.uniform());
    return milliseconds(static_cast<milliseconds::rep>(length));
}

std::optional<milliseconds> retryAfter(std::string_view header, std::int64_t now)
{
    constexpr std::int64_t kLongest = 365 * 24 * 3600; ///< seconds; more overflows nothing and means never
    if (!header.empty() && header.find_first_not_of("0123456789") == std::string_view::npos) {
        std::int64_t seconds = kLongest;
        std::from_chars(header.data(), header.data() + header.size(), seconds);
        return std::chrono::seconds(std::min(seconds, kLongest));
    }
    const std::optional<std::int64_t> date = httpDate(header);
    return date ? std::optional<milliseconds>(std::chrono::seconds(std::clamp<std::int64_t>(*date - now, 0, kLongest)))
                : std::nullopt;
}

bool waitFor(milliseconds time, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, time, [] { return false; });
    return !stop.stop_requested();
}

} // namespace espalier
