#include "core/evaluate/judge/clockreading.h"

#include "core/evaluate/judge/checkedworker.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <optional>
#include <string>

namespace espalier {
namespace {

constexpr double kShare = 0.03;
constexpr double kSeconds = 2e-6;
constexpr double kWaking = 0.2e-3;
constexpr double kFewTake = 10e-3; ///< seconds: what starting and answering adds differs by 0.1 ms from call to call
constexpr double kMostCalls = 4000;
constexpr unsigned kMany = 3; ///< times as many as few
/// A busy processor makes the judge's clock late and never early, so the shortest of the readings so far are held
/// against each other. A clock that is wrong does not agree with them either.
constexpr int kTries = 16;

double ofOneCall(double few, double many, const ClockReading& a, const ClockReading& b)
{
    return (many - few) / (b.calls - a.calls);
}

void keepShorter(std::optional<ClockReading>& kept, const ClockReading& reading)
{
    if (!kept || reading.judge < kept->judge) {
        kept = reading;
    }
}

std::string microseconds(double seconds)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f µs", seconds * 1e6);
    return text.data();
}

} // namespace

bool agree(const ClockReading& few, const ClockReading& many)
{
    const double judge = ofOneCall(few.judge, many.judge, few, many);
    const double device = ofOneCall(few.device, many.device, few, many);
    return std::abs(judge - device) <= std::max(kShare * device, kSeconds);
}

bool agreeInRows(const ClockReading& few, const ClockReading& many)
{
    const double judge = many.judge - few.judge;
    const double device = many.device - few.device;
    const double forgiven = std::max(kShare * device, kSeconds * (many.calls - few.calls));
    return device - judge <= forgiven && judge - device <= forgiven + kWaking;
}

// The part of CheckedWorker that holds a device's clock against the judge's.

std::optional<ClockReading> CheckedWorker::readClocks(const InputPool& pool, unsigned calls,
                                                      std::chrono::milliseconds timeout)
{
    if (m_place.kept) {
        return readRow(pool, 0, calls, timeout);
    }
    wire::Go go = m_bench.shown.go(pool.oneCase().dims);
    go.repeats = calls;
    const auto seconds = callTimed(go, timeout);
    const auto told = seconds ? toldTime(*seconds) : std::nullopt;
    return told ? std::optional(ClockReading{static_cast<int>(calls), *seconds, *told}) : std::nullopt;
}

bool CheckedWorker::keepsTime(const InputPool& pool, double seconds, std::chrono::milliseconds timeout)
{
    if (!m_bench.device) {
        return true;
    }
    const auto calls = static_cast<unsigned>(std::clamp(std::ceil(kFewTake / seconds), 1.0, kMostCalls));
    const RowLengths lengths = m_place.kept ? rowLengths(seconds, mostSlots()) : RowLengths{calls, kMany * calls};
    std::optional<ClockReading> few;
    std::optional<ClockReading> many;
    for (int i = 0; i < kTries; ++i) {
        const auto first = readClocks(pool, lengths.few, timeout);
        const auto second = first ? readClocks(pool, lengths.many, timeout) : std::nullopt;
        if (!second) {
            return false;
        }
        keepShorter(few, *first);
        keepShorter(many, *second);
        if (m_place.kept ? agreeInRows(*few, *many) : agree(*few, *many)) {
            return true;
        }
    }
    return fail(Verdict::Cheat,
                "the device's clock says " + microseconds(ofOneCall(few->device, many->device, *few, *many)) +
                    " of a call and the judge's " + microseconds(ofOneCall(few->judge, many->judge, *few, *many)));
}

} // namespace espalier
