#include "core/diagnose/figures.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace espalier {
namespace {

const std::string kNone = "–";

std::string fixed(double value, int decimals)
{
    std::array<char, 64> buffer{};
    const int length = std::snprintf(buffer.data(), buffer.size(), "%.*f", decimals, value);
    return {buffer.data(), static_cast<std::size_t>(std::clamp(length, 0, 63))};
}

} // namespace

std::string numberText(double value)
{
    if (!std::isfinite(value) || std::abs(value) > 1e18) {
        return kNone;
    }
    if (value == 0) {
        return "0";
    }
    // 99.96 rounds to 100, which has its three digits before the point.
    const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(value) * 1.0005)));
    return fixed(value, std::clamp(2 - magnitude, 0, 8));
}

std::string msText(double ms)
{
    if (!std::isfinite(ms) || ms <= 0) {
        return kNone;
    }
    if (ms < 0.0995) {
        return numberText(ms * 1e3) + " µs";
    }
    return ms < 1000 ? numberText(ms) + " ms" : numberText(ms / 1e3) + " s";
}

std::string ratioText(double ratio)
{
    return std::isfinite(ratio) && ratio > 0 && ratio < 1e9 ? fixed(ratio, ratio < 99.995 ? 2 : 0) + "×" : kNone;
}

std::string intervalText(const Interval& interval)
{
    if (!(interval.value > 0)) {
        return kNone;
    }
    return ratioText(interval.value) + " [" + fixed(interval.low, 2) + ", " + fixed(interval.high, 2) + "]";
}

std::string percentText(double share)
{
    return std::isfinite(share) ? fixed(share * 100, std::abs(share) < 0.0995 ? 1 : 0) + " %" : kNone;
}

} // namespace espalier
